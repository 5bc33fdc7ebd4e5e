package org.trousse.platform.apps;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.listing.Verdict;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.Publication.Sat;
import org.trousse.referencing.manifest.Manifest;

/// What the referencing house publishes, in the catalogue's words.
final class ListingRules {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final DateTimeFormatter FRENCH =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);
  private static final DateTimeFormatter ENGLISH =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /// More than one dossier ever has events: a later dossier of an app is always newer.
  private static final long EVENTS_MAX = 100_000;

  private ListingRules() {}

  /// Empty: patients never saw this app.
  static Optional<Listing> of(
      Publication publication, Manifest manifest, Specification specification) {
    return standing(publication.state())
        .map(standing ->
            new Listing(
                publication.dossier(),
                version(publication),
                publication.reference(),
                publication.software(),
                FactsRules.of(manifest),
                publication.specification(),
                publication.verdicts().stream()
                    .flatMap(one -> verdict(one, specification))
                    .toList(),
                standing,
                day(publication.decidedOn()),
                lastDay(publication.validUntil()),
                publication.conditions().stream().map(ListingRules::condition).toList(),
                decisions(publication)));
  }

  private static long version(Publication publication) {
    return publication.history().stream()
                .findFirst()
                .map(line -> line.at().getEpochSecond())
                .orElse(0L)
            * EVENTS_MAX
        + publication.version();
  }

  /// How the app stands with people; empty: it is on its way, and nobody's business yet.
  static Optional<Standing> standing(State state) {
    return switch (state) {
      case LISTED -> Optional.of(Standing.LISTED);
      case LISTED_PROVISIONAL -> Optional.of(Standing.PROVISIONAL);
      case UNDER_WATCH -> Optional.of(Standing.UNDER_WATCH);
      case SUSPENDED -> Optional.of(Standing.SUSPENDED);
      case RENEWAL -> Optional.of(Standing.RENEWAL);
      case DELISTED, WITHDRAWN, UNFAVOURABLE, LAPSED -> Optional.of(Standing.DELISTED);
      default -> Optional.empty();
    };
  }

  private static Stream<Verdict> verdict(
      Publication.PublicVerdict verdict, Specification specification) {
    return specification.find(verdict.criterion()).stream()
        .map(criterion ->
            new Verdict(
                verdict.criterion(),
                FactsRules.text(criterion.title()),
                Verdict.Word.valueOf(verdict.word().name()),
                verdict.decidedOn(),
                until(criterion, verdict.decidedOn()),
                verdict.machine() ? Verdict.Decider.MACHINE : Verdict.Decider.PERSON));
  }

  private static @Nullable LocalDate until(Criterion criterion, LocalDate decidedOn) {
    return criterion.validity() == null ? null : decidedOn.plus(criterion.validity());
  }

  private static Text condition(Publication.Condition condition) {
    return new Text(
        "%s : %s Avant le %s."
            .formatted(condition.criterion(), condition.reason().french(), french(condition.due())),
        "%s: %s By %s."
            .formatted(
                condition.criterion(),
                condition.reason().english(),
                ENGLISH.format(condition.due())));
  }

  private static String french(LocalDate day) {
    String words = FRENCH.format(day);
    return day.getDayOfMonth() == 1 ? words.replaceFirst("1", "1er") : words;
  }

  /// What changed how the app stands with people. An opinion that changed nothing yet is told with
  /// the decision that followed from it.
  private static List<Decision> decisions(Publication publication) {
    List<Decision> all = new ArrayList<>();
    Sat sat = null;
    for (Publication.HistoryLine line : publication.history()) {
      sat = line.sat() == null ? sat : line.sat();
      Optional<Standing> standing = standing(line.what());
      if (standing.isPresent()) {
        all.add(
            new Decision(
                line.at(),
                standing.get(),
                publication.specification(),
                reason(line, sat),
                List.of()));
        sat = null;
      }
    }
    return all;
  }

  private static Text reason(Publication.HistoryLine line, @Nullable Sat sat) {
    Text reason = FactsRules.text(line.reason());
    return sat == null
        ? reason
        : new Text(
            "%s Avis de la commission : %d membres présents, dont %d citoyens."
                .formatted(reason.french(), sat.present(), sat.citizens()),
            "%s Opinion of the committee: %d members present, %d of them citizens."
                .formatted(reason.english(), sat.present(), sat.citizens()));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  /// A day ends at midnight, which is the next one's beginning already.
  private static @Nullable LocalDate lastDay(@Nullable Instant until) {
    return until == null ? null : day(until.minusMillis(1));
  }
}
