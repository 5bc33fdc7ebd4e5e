package org.trousse.consent.applications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.reminder.LastUse;

/// All that is known of the apps on one record at one moment.
///
/// @param grants newest first, ended ones too
/// @param apps by client id
/// @param uses of the grants that have not ended
/// @param used what apps did: the last time within [LastUse#UNUSED], the count of [#MONTH_DAYS]
public record Known(
    List<Grant> grants, Map<String, App> apps, List<LastUse> uses, List<Used> used, Instant now) {
  /// Whose counts stand beside each permission.
  static final int MONTH_DAYS = 30;

  public Known {
    grants = List.copyOf(grants);
    apps = Map.copyOf(apps);
    uses = List.copyOf(uses);
    used = List.copyOf(used);
  }

  Optional<App> app(Grant grant) {
    return Optional.ofNullable(apps.get(grant.clientId()));
  }

  public Optional<Grant> grant(UUID id) {
    return grants.stream().filter(grant -> grant.id().equals(id)).findFirst();
  }

  /// As people call it; the client id when the app is gone from the catalogue.
  public String name(String clientId) {
    App app = apps.get(clientId);
    return app == null ? clientId : app.entry().name();
  }

  Standing standing(Grant grant) {
    return Standing.of(grant, app(grant), now);
  }

  /// How many readings an app read or added in the last month.
  int count(Grant grant, Permission permission) {
    return used.stream().filter(one -> same(one, grant, permission)).mapToInt(Used::count).sum();
  }

  /// What doors and the record's log say together of a permission's use.
  LastUse use(Grant grant, Permission permission) {
    LastUse noted =
        uses.stream()
            .filter(use -> use.grant().equals(grant.id()) && use.permission().equals(permission))
            .findFirst()
            .orElseGet(() -> new LastUse(grant.id(), permission, grant.givenAt(), null, null));
    return used.stream()
        .filter(one -> same(one, grant, permission))
        .map(Used::last)
        .filter(last -> !last.isBefore(grant.givenAt()))
        .max(Instant::compareTo)
        .map(noted::alsoUsed)
        .orElse(noted);
  }

  private static boolean same(Used used, Grant grant, Permission permission) {
    return used.clientId().equals(grant.clientId())
        && used.add() == (permission.direction() == Direction.ADD)
        && DataKind.of(used.measure()) == permission.kind();
  }

  /// What a newer version of the app asks for besides what is allowed; empty when there is none or
  /// the patient has answered.
  Set<Permission> more(Grant grant) {
    Set<Permission> more = new TreeSet<>();
    app(grant)
        .filter(app -> app.version() > grant.appVersion())
        .ifPresent(app -> app.entry().wants().stream().map(Want::permission).forEach(more::add));
    more.removeAll(grant.permissions());
    return more;
  }

  boolean unused(Grant grant, Permission permission) {
    return standing(grant).running() && use(grant, permission).unused(now);
  }
}
