package org.trousse.platform.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import org.trousse.consent.key.SignerCaller;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.serve.KeysModule;
import org.trousse.platform.watch.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `trousse keys …`: the keys that sign id_tokens and receipts. Works on the data folder of a
/// platform that is stopped, or with --db beside running ones: they see the change within a second.
@Command(
    name = "keys",
    description = "Changes the keys that sign id_tokens and receipts.",
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {
  @Override
  public void run() {
    new picocli.CommandLine(this).usage(System.out);
  }

  @Command(
      name = "rotate",
      description = "Publishes a fresh key for each algorithm; it signs when clients know it.")
  int rotate(@Mixin Settings settings) {
    change(settings, signer -> signer.rotate().await());
    System.out.println(
        "Fresh keys are published. They sign from seven minutes on; the old ones leave an hour"
            + " later.");
    return 0;
  }

  @Command(
      name = "remove",
      description = "In an emergency: takes a key away at once; what it signed verifies no more.")
  int remove(
      @Mixin Settings settings,
      @Parameters(paramLabel = "KID", description = "Its kid in /oauth/jwks.") String kid) {
    change(
        settings,
        signer -> {
          if (!signer.has(kid)) {
            throw new Refusal("There is no key '%s': /oauth/jwks has the kids.".formatted(kid));
          }
          signer.remove(kid).await();
        });
    System.out.println("The key is removed. Another signs in its place.");
    return 0;
  }

  private interface Change {
    void make(SignerCaller signer);
  }

  private static void change(Settings settings, Change change) {
    Logs.toStandardError();
    try (Running running = Running.ground(settings)) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
      try {
        SignerCaller signer =
            KeysModule.open(vertx, running.database(), running.key(), Clock.systemUTC()).await();
        change.make(signer);
        signer.close();
      } finally {
        vertx.close().await();
      }
    }
  }
}
