package org.trousse.referencing.history;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.UserMessage;

/// What of a dossier is public, and what others must hear of after an act. Pure.
final class PublicationRules {
  static final String STANDING = "standing";
  static final String PUBLICATION = "publication";
  static final String MESSAGE = "message";

  private PublicationRules() {}

  /// One thing to deliver.
  ///
  /// @param body the record of the lane as JSON
  record Parcel(String lane, int version, String body) {}

  /// What others must hear of after these events, at most one parcel for each lane.
  static List<Parcel> parcels(List<Event> events, Dossier after) {
    return Stream.of(standing(events, after), publication(events, after), message(events, after))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Parcel> standing(List<Event> events, Dossier after) {
    AppStanding.Change now =
        AppStanding.Change.of(after.identity().software(), after.state(), after.version());
    boolean news =
        events.stream()
            .anyMatch(event ->
                switch (event.fact()) {
                  case Event.Begun begun -> true;
                  case Event.Moved moved ->
                      !AppStanding.Change.of(now.software(), moved.from(), now.version())
                          .equals(now);
                  default -> false;
                });
    return news
        ? List.of(new Parcel(STANDING, after.version(), HistoryJson.write(now)))
        : List.of();
  }

  /// An app that was never listed has no page.
  private static List<Parcel> publication(List<Event> events, Dossier after) {
    boolean news =
        events.stream()
            .anyMatch(event ->
                event.fact() instanceof Event.Moved || event.fact() instanceof Event.Judged);
    return news && after.standing().listedAt() != null
        ? List.of(new Parcel(PUBLICATION, after.version(), "{}"))
        : List.of();
  }

  private static List<Parcel> message(List<Event> events, Dossier after) {
    return events.stream()
        .filter(event -> event.fact() instanceof Event.Moved)
        .flatMap(event -> told(event, (Event.Moved) event.fact(), after).stream())
        .map(told -> new Parcel(MESSAGE, after.version(), HistoryJson.write(told)))
        .toList();
  }

  private static List<UserMessage> told(Event event, Event.Moved moved, Dossier after) {
    boolean known = moved.from().live() || moved.from() == State.SUSPENDED;
    UserMessage.Kind kind;
    if (moved.to() == State.SUSPENDED) {
      kind = UserMessage.Kind.SUSPENDED;
    } else if (moved.move() == MoveName.LIFT) {
      kind = UserMessage.Kind.RESTORED;
    } else if (known && moved.to().ended()) {
      kind = UserMessage.Kind.ENDED;
    } else {
      return List.of();
    }
    return List.of(
        new UserMessage(
            after.id(),
            after.version(),
            after.identity().software(),
            kind,
            moved.grounds().reason(),
            event.at()));
  }

  /// @param manifest the judged one, as the vendor wrote it
  static Publication publication(Dossier dossier, List<Event> history, String manifest) {
    Evidence evidence = dossier.evidence();
    return new Publication(
        dossier.id(),
        dossier.version(),
        dossier.identity().reference(),
        dossier.identity().software(),
        dossier.identity().organisation(),
        manifest,
        evidence == null ? "" : evidence.specification(),
        dossier.state(),
        dossier.standing().since(),
        dossier.standing().validUntil(),
        dossier.verdicts().values().stream()
            .map(one ->
                new Publication.PublicVerdict(
                    one.criterion(), one.word(), WorkingDays.day(one.at()), one.machine()))
            .toList(),
        conditions(dossier),
        history.stream().flatMap(PublicationRules::line).toList());
  }

  private static List<Publication.Condition> conditions(Dossier dossier) {
    return dossier.verdicts().values().stream()
        .filter(one -> one.word() == VerdictWord.PARTIAL)
        .flatMap(one ->
            Stream.ofNullable(one.due())
                .map(due -> new Publication.Condition(one.criterion(), one.reason(), due)))
        .toList();
  }

  /// Opinions, and what became of an app that patients could find; not the way there.
  private static Stream<Publication.HistoryLine> line(Event event) {
    return event.fact() instanceof Event.Moved moved && told(moved)
        ? Stream.of(
            new Publication.HistoryLine(
                event.at(),
                moved.to(),
                moved.move().name(),
                moved.grounds().reason(),
                sat(moved.sitting())))
        : Stream.of();
  }

  private static Publication.@Nullable Sat sat(@Nullable Sitting sitting) {
    return sitting == null ? null : new Publication.Sat(sitting.count(), sitting.citizens());
  }

  private static boolean told(Event.Moved moved) {
    State from = moved.from();
    return from == State.COMMITTEE
        || moved.to().live()
        || from.live()
        || from == State.SUSPENDED
        || from == State.APPEAL;
  }
}
