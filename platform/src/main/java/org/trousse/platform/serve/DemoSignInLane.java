package org.trousse.platform.serve;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignedIn;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.page.DemoPickerRoutes;
import org.trousse.sdk.PatientId;

/// Opens real sessions for the demo's invented people.
public final class DemoSignInLane implements DemoPickerRoutes.Sessions {
  private final PagesModule pages;
  private final Map<String, Entry> entries;

  /// Who signs in under a card of the picker.
  ///
  /// @param own their record; null when they have none
  /// @param child for whom they act; null for themselves
  public record Entry(Person person, @Nullable PatientId own, @Nullable Charge child) {
    /// Never who.
    @Override
    public String toString() {
      return "Entry(…)";
    }
  }

  /// @param entries by the card's id
  public DemoSignInLane(PagesModule pages, Map<String, Entry> entries) {
    this.pages = pages;
    this.entries = Map.copyOf(entries);
  }

  @Override
  public Future<Optional<String>> open(
      DemoPerson person, @Nullable String former, @Nullable String userAgent) {
    Entry entry = entries.get(person.id());
    return entry == null
        ? Future.failedFuture(new IllegalArgumentException("no such demo person"))
        : pages.enterDemo(entry.person(), entry.own(), entry.child(), former, userAgent);
  }

  @Override
  public Future<Optional<String>> name(String cookie) {
    return pages.session(cookie).map(found -> found.map(SignedIn::name));
  }

  @Override
  public Future<Void> end(String cookie) {
    return pages.end(cookie);
  }
}
