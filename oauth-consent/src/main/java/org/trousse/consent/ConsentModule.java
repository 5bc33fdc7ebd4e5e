package org.trousse.consent;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The front door: what the platform opens and plugs.
public final class ConsentModule {
  /// What this house asks of the others.
  public record Needs(
      KnowsPatients patients, NotesDecisions notes, ReadsLog log, FramesPages layout) {}

  /// The record's patients.
  public interface KnowsPatients {
    /// Empty: no record has this number.
    Future<Optional<Person>> find(PatientId patient);

    /// Begins a record for somebody who signs in for the first time.
    Future<PatientId> welcome(Person person);
  }

  /// What a page says of a person.
  public record Person(String given, String family, LocalDate birthDate) {}

  /// Writes into the audit trail; completes when it is committed, and the answer leaves only then.
  @FunctionalInterface
  public interface NotesDecisions {
    Future<Void> note(Decision decision);
  }

  /// One decision about a patient's data.
  ///
  /// @param what e.g. `grant`, `amend`, `refuse`, `revoke`, `pause`, `resume`, `extend`, `token`,
  ///   `refresh`, `introspect`, `deny`, `sign-in`
  /// @param clientId the app; null when none is concerned
  /// @param person who decided; null when the app or the platform did
  /// @param tokenId of the token that was made or used; never the token
  /// @param detail words for the log, no secret and no value of a reading
  public record Decision(
      Instant at,
      PatientId patient,
      String what,
      @Nullable String clientId,
      @Nullable String appName,
      @Nullable UUID person,
      @Nullable UUID tokenId,
      boolean allowed,
      String detail) {}

  /// What really happened in a record, for the patient's eyes.
  public interface ReadsLog {
    /// Newest first.
    ///
    /// @param clientId one app only; null for everybody
    Future<List<Happened>> happened(
        PatientId patient, @Nullable String clientId, Instant from, Instant to, int limit);

    /// What each app read and added since, by measure.
    Future<List<Used>> used(PatientId patient, Instant since);
  }

  /// One line of the log.
  ///
  /// @param who the app's or person's name, as it was
  /// @param what `read`, `search`, `create`, `receive` (from a device) or a [Decision]'s word
  /// @param measure what kind of reading; null for what is no reading
  /// @param count readings concerned
  public record Happened(
      Instant at,
      String who,
      @Nullable String clientId,
      String what,
      @Nullable Measure measure,
      int count,
      boolean allowed,
      String detail) {}

  /// What an app did with one measure.
  ///
  /// @param add whether the app added; false: it read
  public record Used(String clientId, Measure measure, boolean add, int count, Instant last) {}

  /// Puts a house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, e.g. `applications`
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  private ConsentModule() {}
}
