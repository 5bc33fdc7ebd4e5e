package org.trousse.referencing.page.officer.view;

import java.util.Map;
import java.util.UUID;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.page.Words;

/// What people are called on a page.
///
/// @param self who looks at it
/// @param known names by account, as far as they are known
public record Names(UUID self, Map<UUID, String> known) {
  private static final int ID_CHARS = 8;

  public Names {
    known = Map.copyOf(known);
  }

  /// `you`, a name, or the beginning of the id.
  public String of(UUID account, Words words) {
    if (account.equals(self)) {
      return words.text("person.you");
    }
    if (account.equals(Actor.PLATFORM)) {
      return words.text("person.platform");
    }
    String name = known.get(account);
    return name == null
        ? words.text("person.unnamed", account.toString().substring(0, ID_CHARS))
        : name;
  }

  /// Nobody's name.
  @Override
  public String toString() {
    return "Names(" + known.size() + ")";
  }
}
