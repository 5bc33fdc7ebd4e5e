package org.trousse.consent.message;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;

/// Which messages a page shows. Pure.
final class MessageRules {
  private MessageRules() {}

  /// What still holds of the last message about each grant, and has not been understood. An app
  /// with two clients on a record is spoken of once.
  ///
  /// @param last the last message about each grant, the newest first
  /// @param apps by client id
  static List<Told> shown(List<Sent> last, Map<String, App> apps) {
    Set<String> said = new HashSet<>();
    return last.stream()
        .filter(one -> !one.understood() && holds(one, apps))
        .filter(one -> said.add(one.about()))
        .map(one ->
            new Told(
                one.about(),
                one.kind(),
                one.grant(),
                apps.containsKey(one.clientId())
                    ? apps.get(one.clientId()).entry().name()
                    : one.clientId(),
                one.at(),
                one.reason()))
        .toList();
  }

  /// A message and the app's state come by two ways: no page says that an app is suspended while it
  /// is active, or the other way round. Who has stopped an app has nothing to await of it.
  private static boolean holds(Sent one, Map<String, App> apps) {
    App app = apps.get(one.clientId());
    AppStatus status = app == null ? AppStatus.ENDED : app.status();
    return switch (one.kind()) {
      case SUSPENDED -> one.live() && status == AppStatus.SUSPENDED;
      case RESTORED -> one.live() && status == AppStatus.ACTIVE;
      case ENDED -> status == AppStatus.ENDED;
    };
  }
}
