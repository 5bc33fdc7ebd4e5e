package org.trousse.platform.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.serve.MandateModule;
import org.trousse.platform.watch.Logs;
import org.trousse.record.care.emergency.Unreviewed;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore.Entered;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `trousse professional …`: who may be named for care teams, and what was opened by emergency
/// access. Works as `trousse officer` does: on a stopped platform's data folder, or with --db
/// beside running ones.
@Command(
    name = "professional",
    description = "Enters a health professional, ends one, and reviews emergency accesses.",
    mixinStandardHelpOptions = true)
public final class ProfessionalCommand implements Runnable {
  private static final int SENTENCE_CHARACTERS_MIN = 10;
  private static final int SENTENCE_CHARACTERS_MAX = 500;
  private static final int UUID_CHARACTERS = 36;
  private static final String DONE = "C’est fait. / It is done.";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Paris"));

  @Override
  public void run() {
    new CommandLine(this).usage(System.out);
  }

  /// Who somebody is, in the register's words.
  static final class Entry {
    @Option(names = "--given", required = true, paramLabel = "NAME", description = "Given name.")
    private String given = "";

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "Family name.")
    private String family = "";

    @Option(
        names = "--profession",
        required = true,
        paramLabel = "CODE",
        description = "TRE_G15, e.g. 60 for a nurse, 10 for a doctor.")
    private String profession = "";

    @Option(
        names = "--rpps",
        required = true,
        paramLabel = "NUMBER",
        description = "The RPPS number, 11 digits.")
    private String rpps = "";

    private Professional of(UUID account) {
      Profession known =
          Profession.ofCode(profession)
              .orElseThrow(() ->
                  new Refusal("--profession is a code of TRE_G15 that the role matrix knows."));
      if (!Professional.isRpps(rpps)) {
        throw new Refusal("--rpps has 11 digits.");
      }
      if (given.isBlank() || family.isBlank()) {
        throw new Refusal("--given and --family are names.");
      }
      return new Professional(account, given.strip(), family.strip(), known, rpps, false);
    }
  }

  @Command(
      name = "enter",
      description = "Lets patients name the professional who signs in by this account.",
      mixinStandardHelpOptions = true)
  int enter(
      @Mixin Settings settings,
      @Mixin Entry entry,
      @Parameters(paramLabel = "ACCOUNT", description = "The account's id, a UUID.")
          String account) {
    Professional one = entry.of(id(account, "ACCOUNT"));
    Entered entered =
        withDesk(
            settings,
            desk -> {
              if (!desk.isAccount(one.id()).await()) {
                throw new Refusal("There is no open account with the id %s.".formatted(one.id()));
              }
              return desk.care().professionals().enter(one, Clock.systemUTC().instant()).await();
            });
    switch (entered) {
      case ENTERED -> System.out.println(DONE);
      case KNOWN -> throw new Refusal("This account is, or was, a professional's already.");
      case NUMBER_TAKEN -> throw new Refusal("This RPPS number is another account's.");
    }
    return 0;
  }

  @Command(
      name = "end",
      description = "From now on the account opens no record; patients need do nothing.",
      mixinStandardHelpOptions = true)
  int end(
      @Mixin Settings settings,
      @Parameters(paramLabel = "ACCOUNT", description = "The account's id, a UUID.")
          String account) {
    UUID id = id(account, "ACCOUNT");
    boolean ended =
        withDesk(
            settings,
            desk -> desk.care().professionals().end(id, Clock.systemUTC().instant()).await());
    if (!ended) {
      throw new Refusal("There is no professional with the account %s.".formatted(id));
    }
    System.out.println(DONE);
    return 0;
  }

  @Command(
      name = "emergencies",
      description = "Lists the emergency accesses that await review, the oldest first.",
      mixinStandardHelpOptions = true)
  int emergencies(@Mixin Settings settings) {
    List<Unreviewed> waiting =
        withDesk(settings, desk -> desk.care().emergencies().unreviewed().await());
    waiting.forEach(ProfessionalCommand::print);
    System.out.println(
        "%d accès d’urgence à examiner / emergency accesses to review".formatted(waiting.size()));
    return 0;
  }

  private static void print(Unreviewed one) {
    System.out.println(
        "%s  %s  %s, TRE_G15 %s"
            .formatted(one.id(), TIME.format(one.openedAt()), one.name(), one.profession()));
    System.out.println("    raison / reason: " + one.reason());
    System.out.println(
        "    patient: " + (one.answer() == null ? "–" : one.answer() + " " + one.words()).strip());
  }

  @Command(
      name = "review",
      description = "Closes an emergency access with a sentence, which the patient reads.",
      mixinStandardHelpOptions = true)
  int review(
      @Mixin Settings settings,
      @Parameters(index = "0", paramLabel = "ACCESS", description = "The access's id, a UUID.")
          String access,
      @Parameters(index = "1", paramLabel = "SENTENCE", description = "10 to 500 characters.")
          String sentence) {
    UUID id = id(access, "ACCESS");
    String said = sentence.strip();
    if (said.length() < SENTENCE_CHARACTERS_MIN || said.length() > SENTENCE_CHARACTERS_MAX) {
      throw new Refusal("SENTENCE has 10 to 500 characters.");
    }
    boolean closed =
        withDesk(
            settings,
            desk ->
                desk.care().emergencies().review(id, said, Clock.systemUTC().instant()).await());
    if (!closed) {
      throw new Refusal("No emergency access %s awaits review.".formatted(id));
    }
    System.out.println(DONE);
    return 0;
  }

  private static UUID id(String text, String what) {
    try {
      UUID id = UUID.fromString(text);
      if (text.length() == UUID_CHARACTERS) {
        return id;
      }
    } catch (IllegalArgumentException nonsense) {
      throw new Refusal(what + " is a UUID.", nonsense);
    }
    throw new Refusal(what + " is a UUID.");
  }

  /// What is done at the desk.
  private interface Work<T> {
    T at(MandateModule desk);
  }

  private static <T> T withDesk(Settings settings, Work<T> work) {
    Logs.toStandardError();
    try (Running running = Running.ground(settings)) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
      try {
        return work.at(
            MandateModule.open(vertx, running.database(), running.key(), Clock.systemUTC()));
      } finally {
        vertx.close().await();
      }
    }
  }
}
