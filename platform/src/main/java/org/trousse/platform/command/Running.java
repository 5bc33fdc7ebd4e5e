package org.trousse.platform.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.provider.ProviderFile;
import org.trousse.platform.Settings;
import org.trousse.platform.apps.OperatorFiles;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.secret.ReloadingCertificate;
import org.trousse.platform.secret.SelfSignedCertificate;
import org.trousse.platform.serve.CertificateLane;
import org.trousse.platform.serve.MandateModule;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.platform.watch.Logs;

/// A platform from its data folder up, and down again in the reverse order.
final class Running implements AutoCloseable {
  /// The schemas, in the order in which they are made.
  static final List<String> SCHEMAS = PlatformModule.SCHEMAS;

  private static final long STOP_SECONDS = 20;

  private final DataFolder folder;
  private final PlatformKey key;
  private final DatabaseUrl database;
  private final @Nullable EmbeddedServer server;
  private final Deque<AutoCloseable> first = new ArrayDeque<>();
  private @Nullable Vertx vertx;
  private @Nullable PlatformModule platform;

  private Running(
      DataFolder folder, PlatformKey key, DatabaseUrl database, @Nullable EmbeddedServer server) {
    this.folder = folder;
    this.key = key;
    this.database = database;
    this.server = server;
  }

  /// What is done at the desk.
  @FunctionalInterface
  interface Work<T> {
    T at(MandateModule desk);
  }

  /// Does something on the ground alone, beside no doors, and lets go.
  static <T> T atDesk(Settings settings, Work<T> work) {
    Logs.toStandardError();
    try (Running running = ground(settings)) {
      new Migrations(running.database(), SCHEMAS).migrate(new RolePassword(running.key()));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
      try {
        return work.at(
            MandateModule.open(vertx, running.database(), running.key(), Clock.systemUTC()));
      } finally {
        vertx.close().await();
      }
    }
  }

  /// Claims the data folder and reaches the database, no more.
  static Running ground(Settings settings) {
    settings.firstFault().ifPresent(Running::refuse);
    DataFolder folder = DataFolder.claim(settings.data());
    try {
      PlatformKey key =
          settings
              .keyFile()
              .map(PlatformKey::read)
              .orElseGet(() -> PlatformKey.in(folder.path(), new SecureRandom()));
      Optional<DatabaseUrl> external = settings.db().map(DatabaseUrl::parse);
      if (external.isPresent()) {
        return new Running(folder, key, external.get(), null);
      }
      EmbeddedServer server = EmbeddedServer.start(folder, key);
      return new Running(folder, key, server.url(), server);
    } catch (RuntimeException failed) {
      folder.close();
      throw failed;
    }
  }

  /// Migrates and opens the houses; no port listens yet.
  static Running open(Settings settings, boolean demo) {
    settings.firstFault().ifPresent(Running::refuse);
    SignInSettings signIn = signIn(settings, demo);
    OperatorFiles.read(settings);
    Running running = ground(settings);
    try {
      ReloadingCertificate certificate = certificate(settings);
      settings.firstBusyPort().ifPresent(Running::refuse);
      new Migrations(running.database, SCHEMAS).migrate(new RolePassword(running.key));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
      running.vertx = vertx;
      running.platform =
          PlatformModule.open(
                  new PlatformModule.Ground(
                      vertx,
                      settings,
                      running.database,
                      running.key,
                      CertificateLane.open(vertx, certificate),
                      demo,
                      signIn,
                      catalogueKeys(settings),
                      Clock.systemUTC()))
              .await();
      return running;
    } catch (RuntimeException failed) {
      running.close();
      throw failed;
    }
  }

  /// Refuses a start in which nobody could sign in.
  private static SignInSettings signIn(Settings settings, boolean demo) {
    try {
      SignInSettings signIn =
          new SignInSettings(
              settings.publicUrl(),
              settings.signInProviders().map(ProviderFile::read).orElse(List.of()),
              demo,
              settings.helpPhone().orElse(null));
      signIn.firstFault().ifPresent(Running::refuse);
      return signIn;
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static String catalogueKeys(Settings settings) {
    return settings
        .catalogueKeys()
        .map(file -> {
          try {
            return Files.readString(file);
          } catch (IOException unreadable) {
            throw new Refusal(
                "%s cannot be read: name the file of the catalogue's keys.".formatted(file),
                unreadable);
          }
        })
        .orElse("{\"keys\":[]}");
  }

  private static ReloadingCertificate certificate(Settings settings) {
    Path certificate;
    Path key;
    if (settings.tlsCertificate().isPresent() && settings.tlsKey().isPresent()) {
      certificate = settings.tlsCertificate().get();
      key = settings.tlsKey().get();
    } else {
      SelfSignedCertificate own =
          SelfSignedCertificate.in(settings.data(), Clock.systemUTC(), new SecureRandom());
      certificate = own.certificate();
      key = own.key();
    }
    return ReloadingCertificate.of(key, certificate);
  }

  private static void refuse(String sentence) {
    throw new Refusal(sentence);
  }

  DataFolder folder() {
    return folder;
  }

  PlatformKey key() {
    return key;
  }

  DatabaseUrl database() {
    return database;
  }

  Vertx vertx() {
    return Objects.requireNonNull(vertx);
  }

  PlatformModule platform() {
    return Objects.requireNonNull(platform);
  }

  /// To be closed before the doors are; the last one given goes first.
  void closeFirst(AutoCloseable thing) {
    first.push(thing);
  }

  /// Waits until somebody ends the program, and closes everything then.
  void untilStopped() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    try {
      Thread.currentThread().join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    Vertx running = vertx;
    vertx = null;
    while (!first.isEmpty()) {
      try {
        first.pop().close();
      } catch (Exception failed) {
        System.err.println("Something did not close: " + failed.getClass().getSimpleName());
      }
    }
    if (running != null) {
      try {
        PlatformModule open = platform;
        if (open != null) {
          open.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        }
        running.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (Exception late) {
        System.err.println("The doors did not close in time: unacknowledged readings come again.");
      }
    }
    if (server != null) {
      server.close();
    }
    folder.close();
  }
}
