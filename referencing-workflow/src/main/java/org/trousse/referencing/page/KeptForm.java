package org.trousse.referencing.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A form that came without a session, or with another one's token: what somebody wrote comes back
/// whole in the answer, to be sent again. Nothing of it is kept on our side, so that nobody fills
/// our disks and nobody else can find it.
///
/// @param action where it goes once more
/// @param csrf empty while nobody is signed in
/// @param signIn where to sign in; empty: somebody is
public record KeptForm(
    Words words, String action, String csrf, Optional<String> signIn, List<Field> fields) {
  /// What is longer than this, or has lines, is shown rather than hidden.
  static final int SHORT_CHARS = 60;

  /// One value.
  public record Field(String id, String name, String value) {
    public boolean shown() {
      return value.length() > SHORT_CHARS || value.indexOf('\n') >= 0;
    }
  }

  public KeptForm {
    fields = List.copyOf(fields);
  }

  static KeptForm of(Words words, String action, String csrf, Optional<String> signIn, Form form) {
    List<Field> fields = new ArrayList<>();
    form.fields()
        .forEach((name, values) -> {
          if (!name.equals(PageRoutes.TOKEN)) {
            values.forEach(value -> fields.add(new Field("kept-" + fields.size(), name, value)));
          }
        });
    return new KeptForm(words, action, csrf, signIn, fields);
  }

  /// Whether there is anything to read again.
  public boolean prose() {
    return fields.stream().anyMatch(Field::shown);
  }

  public boolean signedOut() {
    return signIn.isPresent();
  }

  /// Nobody's words.
  @Override
  public String toString() {
    return "KeptForm(" + action + ")";
  }
}
