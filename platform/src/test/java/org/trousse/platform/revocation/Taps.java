package org.trousse.platform.revocation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.secret.KeyedHash;

/// Everything that takes a permission away: the patient's forms at a node, and what operators do.
public final class Taps {
  private static final String SIGN_IN =
      """
      insert into consent.session
        (hash, id, account, patient, csrf, agent, acr, created_at, seen_at, ends_at)
      values ($1, $2, $3, $4, $5, 'synthetic', 'eidas1', now(), now(), now() + interval '1 hour')\
      """;

  private final Pool owner;
  private final KeyedHash hash;
  private final Node node;
  private final Web web;
  private final AppStore apps;
  private final GrantStore grants;

  /// @param owner the owner of all tables
  /// @param consent as `trousse_consent`
  /// @param node whose pages the patient uses
  public Taps(Pool owner, Pool consent, KeyedHash hash, Node node, Web web) {
    ChangeStore changes = new ChangeStore(consent);
    this.owner = owner;
    this.hash = hash;
    this.node = node;
    this.web = web;
    this.apps = new AppStore(consent, changes);
    this.grants = new GrantStore(consent, changes, Clock.systemUTC());
  }

  /// What somebody does to a subject.
  public enum Kind {
    STOP,
    PAUSE,
    REMOVE_ONE_KIND,
    SUSPEND_APP,
    CLOSE_ACCOUNT;

    /// The doors that it must close.
    public Set<Door> doors() {
      return this == SUSPEND_APP ? Set.of(Door.values()) : Door.OF_PATIENT;
    }
  }

  /// Signs the patient in where that is needed; what is given back is the tap, and returns when it
  /// was answered.
  public Runnable ready(Kind kind, Subject subject) {
    return switch (kind) {
      case STOP -> form(subject, "action=arreter");
      case PAUSE -> form(subject, "action=pause");
      case REMOVE_ONE_KIND -> form(subject, "action=retirer&p=glucose.read&p=glucose.add");
      case SUSPEND_APP -> () -> join(apps.change(subject.clientId(), AppStatus.SUSPENDED));
      case CLOSE_ACCOUNT -> () -> join(grants.closeAccount(subject.patient(), subject.account()));
    };
  }

  private Runnable form(Subject subject, String fields) {
    String cookie = UUID.randomUUID() + "-synthetic";
    String csrf = UUID.randomUUID().toString();
    join(
        owner
            .preparedQuery(SIGN_IN)
            .execute(
                Tuple.of(
                    Buffer.buffer(hash.of(cookie)),
                    UUID.randomUUID(),
                    subject.account(),
                    subject.patient().value(),
                    csrf)));
    String body = "app=" + subject.grant() + "&jeton=" + csrf + "&" + fields;
    return () -> {
      int status =
          web.page(node.url() + "/fr/applications", "trousse_session=" + cookie, body)
              .join()
              .statusCode();
      if (status != 200 && status != 303) {
        throw new IllegalStateException("the page of apps answered " + status);
      }
    };
  }

  private static void join(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
