package org.trousse.platform.command;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.watch.Logs;
import org.trousse.record.care.emergency.Unreviewed;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore.Entered;
import org.trousse.sdk.PatientId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The operator's commands about care: who may be named for care teams and what was opened by
/// emergency access; spaces that holders object to, reopen or want destroyed. They work as `trousse
/// officer` does: on a stopped platform's data folder, or with --db beside running ones.
public final class CareCommands {
  private static final String DONE = "C’est fait. / It is done.";

  private CareCommands() {}

  /// `trousse professional …`.
  @Command(
      name = "professional",
      description = "Enters a health professional, ends one, and reviews emergency accesses.",
      mixinStandardHelpOptions = true)
  public static final class Professionals implements Runnable {
    private static final int SENTENCE_CHARACTERS_MIN = 10;
    private static final int SENTENCE_CHARACTERS_MAX = 500;
    private static final int UUID_CHARACTERS = 36;
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

      @Option(
          names = "--family",
          required = true,
          paramLabel = "NAME",
          description = "Family name.")
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
          Running.atDesk(
              settings,
              desk -> {
                if (!desk.isAccount(one.id()).await()) {
                  throw new Refusal("There is no open account with the id %s.".formatted(one.id()));
                }
                return desk.care().professionals().enter(one, now()).await();
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
          Running.atDesk(settings, desk -> desk.care().professionals().end(id, now()).await());
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
          Running.atDesk(settings, desk -> desk.care().emergencies().unreviewed().await());
      waiting.forEach(Professionals::print);
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
          "    patient: "
              + (one.answer() == null ? "–" : one.answer() + " " + one.words()).strip());
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
          Running.atDesk(
              settings, desk -> desk.care().emergencies().review(id, said, now()).await());
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
  }

  /// `trousse space …`.
  @Command(
      name = "space",
      description = "Keeps objections, reopens archived spaces and destroys what is due.",
      mixinStandardHelpOptions = true)
  public static final class Spaces implements Runnable {
    /// In one transaction.
    private static final int SPACES_AT_ONCE = 100;

    @Override
    public void run() {
      new CommandLine(this).usage(System.out);
    }

    @Command(
        name = "object",
        description = "The holder does not want a space: it takes nothing, and nobody reads it.",
        mixinStandardHelpOptions = true)
    int object(@Mixin Settings settings, @Parameters(paramLabel = "RECORD") String record) {
      PatientId patient = patient(record);
      boolean met =
          Running.atDesk(
              settings, desk -> desk.care().spaces().object(patient, null, now()).await());
      return done(met, "This space is closed, or was objected to, already.");
    }

    @Command(
        name = "reopen",
        description = "Gives back a closed space within its archive's ten years, and its sign-in.",
        mixinStandardHelpOptions = true)
    int reopen(@Mixin Settings settings, @Parameters(paramLabel = "RECORD") String record) {
      PatientId patient = patient(record);
      boolean met =
          Running.atDesk(
              settings,
              desk -> {
                boolean reopened = desk.care().spaces().reopen(patient, null, now()).await();
                if (reopened) {
                  desk.reopenAccount(patient).await();
                }
                return reopened;
              });
      return done(met, "This space is open, or its archive is over.");
    }

    @Command(
        name = "ask-destruction",
        description = "The holder of a closed space asks for its destruction before the ten years.",
        mixinStandardHelpOptions = true)
    int askDestruction(@Mixin Settings settings, @Parameters(paramLabel = "RECORD") String record) {
      PatientId patient = patient(record);
      boolean met =
          Running.atDesk(
              settings, desk -> desk.care().spaces().askDestruction(patient, null, now()).await());
      return done(met, "This space is not closed, or its destruction was asked for already.");
    }

    /// The service's roles may not: the owner of the tables does it.
    @Command(
        name = "destroy-due",
        description = "Destroys what is in spaces whose archive is over or that were asked for.",
        mixinStandardHelpOptions = true)
    int destroyDue(@Mixin Settings settings) throws SQLException {
      Logs.toStandardError();
      int destroyed = 0;
      try (Running running = Running.ground(settings)) {
        new Migrations(running.database(), Running.SCHEMAS)
            .migrate(new RolePassword(running.key()));
        try (var owner = running.database().open();
            PreparedStatement destroy = owner.prepareStatement("select record.destroy_due(?, ?)")) {
          int met;
          do {
            destroy.setObject(1, now().atOffset(ZoneOffset.UTC));
            destroy.setInt(2, SPACES_AT_ONCE);
            try (ResultSet rows = destroy.executeQuery()) {
              rows.next();
              met = rows.getInt(1);
            }
            destroyed += met;
          } while (met > 0);
        }
      }
      System.out.println("%d espaces détruits / spaces destroyed".formatted(destroyed));
      return 0;
    }

    private static int done(boolean met, String otherwise) {
      if (!met) {
        throw new Refusal(otherwise);
      }
      System.out.println(DONE);
      return 0;
    }

    private static PatientId patient(String text) {
      return PatientId.parse(text)
          .orElseThrow(() -> new Refusal("RECORD is a record's number, 16 hexadecimal digits."));
    }
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
