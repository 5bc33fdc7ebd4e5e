package org.trousse.record.care.page;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import org.trousse.record.RecordModule.TellsPatients;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.team.TeamStore;
import org.trousse.record.page.Words;
import org.trousse.sdk.PatientId;

/// The line on top of *Mes mesures*: how many consultations there were since the patient last
/// looked at who looked, as often as they chose to be told, and the way to their care team.
public final class SinceLastVisitLane implements TellsPatients {
  private final OpensSession sessions;
  private final TeamStore store;
  private final TellsPatients others;
  private final InstantSource clock;

  /// What the line shows.
  ///
  /// @param count of consultations; 0: the way alone
  public record SinceView(Words words, long count, String address) {}

  /// @param others what stands above it
  public SinceLastVisitLane(
      OpensSession sessions, TeamStore store, TellsPatients others, InstantSource clock) {
    this.sessions = sessions;
    this.store = store;
    this.others = others;
    this.clock = clock;
  }

  @Override
  public Future<String> above(String cookie, Locale language, String page) {
    Future<String> told = others.above(cookie, language, page);
    boolean first = page.equals("/fr/mesures") || page.equals("/en/measurements");
    return first ? told.compose(before -> line(cookie, language).map(before::concat)) : told;
  }

  private Future<String> line(String cookie, Locale language) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), FormRoutes.ZONE);
    return sessions
        .visitor(cookie)
        .compose(found ->
            found
                .map(who -> who.on(today).patient())
                .map(patient -> line(patient, Words.in(language)))
                .orElseGet(() -> Future.succeededFuture("")));
  }

  private Future<String> line(PatientId patient, Words words) {
    Instant now = clock.instant();
    return store
        .settings(patient)
        .compose(settings ->
            store.consultations(
                patient, settings.seenAt(), settings.digest().toldUntil(now, FormRoutes.ZONE)))
        .map(count ->
            FormRoutes.render(
                "careSince.jte", new SinceView(words, count, Spot.TEAM.address(words))));
  }
}
