package org.trousse.consent.message;

import java.util.List;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.signin.SignedIn;

/// Messages at the top of a page, each with a button that puts it away.
///
/// @param csrf what its forms carry
/// @param child whether the record is that of a child for whom somebody acts
/// @param returnTo the page that shows it; empty: the list of apps
public record ToldView(Words words, String csrf, boolean child, String returnTo, List<Told> told) {
  public static ToldView of(List<Told> told, SignedIn who, Words words, String returnTo) {
    return new ToldView(words, who.csrf(), who.asParent(), returnTo, told);
  }

  /// Nothing when there is none.
  public String html() {
    return told.isEmpty() ? "" : PageRoutes.render("told.jte", this);
  }

  /// Where the forms go.
  public String action() {
    return Spot.APPLICATIONS.address(words);
  }

  public String text(String key, Object... parts) {
    return words.text(key, parts);
  }

  /// What happened.
  public String what(Told one) {
    return words.text(key(one) + (child ? ".child" : ".self"), one.app(), words.day(one.at()));
  }

  /// Why.
  public String why(Told one) {
    return words.text("told.reason", words.of(one.reason()));
  }

  /// Where one can do something about it: the app's page or, when it has ended, the letter that
  /// asks its editor to erase its copies.
  public String way(Told one) {
    String own = Spot.APPLICATIONS.address(words, "app", one.grant().toString());
    return one.kind() == AppMessage.Kind.ENDED ? own + "&page=lettre" : own;
  }

  /// What the way is called.
  public String link(Told one) {
    return words.text(key(one) + ".link");
  }

  private static String key(Told one) {
    return switch (one.kind()) {
      case SUSPENDED -> "told.suspended";
      case RESTORED -> "told.restored";
      case ENDED -> "told.ended";
    };
  }

  /// Never the form's secret.
  @Override
  public String toString() {
    return "ToldView(" + words.tag() + ")";
  }
}
