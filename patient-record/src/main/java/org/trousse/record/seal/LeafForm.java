package org.trousse.record.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.TreeHash;

/// The bytes of a leaf, as docs/trail.md publishes them: a line that names the form, and for each
/// column of the event a line with the number of its UTF-8 bytes, a colon and the bytes, or a
/// hyphen where it is null. No two events have the same. The database computes the same by itself
/// (`record.audit_leaf`).
public final class LeafForm {
  /// The event's columns but its leaf, in the order of the form.
  public static final List<String> COLUMNS =
      List.of(
          "patient",
          "at",
          "id",
          "what",
          "client_id",
          "app_name",
          "person",
          "token_id",
          "allowed",
          "measures",
          "counts",
          "detail");

  private static final String NAME = "trousse-audit-1\n";

  private LeafForm() {}

  public static String text(List<@Nullable String> columns) {
    StringBuilder text = new StringBuilder(NAME);
    for (String column : columns) {
      if (column == null) {
        text.append("-\n");
      } else {
        text.append(column.getBytes(StandardCharsets.UTF_8).length)
            .append(':')
            .append(column)
            .append('\n');
      }
    }
    return text.toString();
  }

  public static byte[] hash(List<@Nullable String> columns) {
    return TreeHash.leaf(text(columns).getBytes(StandardCharsets.UTF_8));
  }
}
