package org.trousse.platform.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.page.relative.ActivationCode;
import org.trousse.consent.page.relative.ActivationStore;
import org.trousse.consent.signin.Majority;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.serve.MandateModule;
import org.trousse.platform.watch.Logs;
import org.trousse.record.reading.PatientRow;
import org.trousse.sdk.PatientId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `trousse mandate …`: prints a code for a parent who acts for a child, or for somebody who came
/// of age, once the service desk has seen who they are. Works as `trousse keys` does: on a stopped
/// platform's data folder, or with --db beside running ones.
@Command(
    name = "mandate",
    description =
        "Prints an activation code: for a parent who acts for a child, or for the record's owner.",
    mixinStandardHelpOptions = true)
public final class MandateCommand implements Callable<Integer> {
  private final Clock clock = Clock.systemUTC();

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--parent",
      paramLabel = "RECORD",
      description = "The parent's own record: its number stands on their page of relatives.")
  private @Nullable String parent;

  @Option(names = "--self", description = "The code is for the record's owner, who came of age.")
  private boolean self;

  @Option(
      names = "--child",
      required = true,
      paramLabel = "RECORD",
      description = "The record that the code opens.")
  private String child = "";

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "When the mandate ends, e.g. 2030-06-01; the child's majority at the latest.")
  private @Nullable String until;

  @Override
  public Integer call() {
    if (self == (parent != null)) {
      throw new Refusal("Give --parent for a parent's code, or --self for the owner's.");
    }
    Logs.toStandardError();
    try (Running running = Running.ground(settings)) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
      try {
        MandateModule desk = MandateModule.open(vertx, running.database(), running.key(), clock);
        print(self ? owners(desk) : parents(desk));
      } finally {
        vertx.close().await();
      }
    }
    return 0;
  }

  private ActivationCode owners(MandateModule desk) {
    PatientRow owner = record(desk, child);
    if (today().isBefore(Majority.of(owner.birthDate()))) {
      throw new Refusal("The record's owner is not of age: give --parent.");
    }
    return desk.activations().forOwner(owner.id(), owner.birthDate()).await();
  }

  private ActivationCode parents(MandateModule desk) {
    PatientRow mother = record(desk, String.valueOf(parent));
    PatientRow minor = record(desk, child);
    LocalDate majority = Majority.of(minor.birthDate());
    LocalDate end = until == null ? majority : day(until);
    if (!today().isBefore(majority)) {
      throw new Refusal("The child is of age: nobody acts for them. Their own code takes --self.");
    }
    if (!end.isAfter(today()) || end.isAfter(majority)) {
      throw new Refusal(
          "--until is a day after today, the child's majority (%s) at the latest."
              .formatted(majority));
    }
    if (mother.id().equals(minor.id())) {
      throw new Refusal("--parent and --child are the same record.");
    }
    return desk.activations().forParent(mother.id(), minor.id(), end).await();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Majority.ZONE);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException nonsense) {
      throw new Refusal("--until is a day, e.g. 2030-06-01.", nonsense);
    }
  }

  private static PatientRow record(MandateModule desk, String text) {
    PatientId id =
        PatientId.parse(text.replace(" ", ""))
            .orElseThrow(() -> new Refusal("A record's number has 16 digits, 0 to 9 and a to f."));
    return desk.patient(id)
        .await()
        .orElseThrow(() -> new Refusal("There is no record with the number %s.".formatted(text)));
  }

  /// For paper: no name stands on it.
  private static void print(ActivationCode code) {
    long days = ActivationStore.LIFE.toDays();
    System.out.println("Code d’activation / activation code: " + code.shown());
    System.out.println(
        ("Page « Mes proches ». Une fois, pendant %d jours. / "
                + "Page “My relatives”. Once, within %d days.")
            .formatted(days, days));
  }
}
