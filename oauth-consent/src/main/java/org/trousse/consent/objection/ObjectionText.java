package org.trousse.consent.objection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside.Added;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside.SetAside;
import org.trousse.consent.objection.ObjectionView.Before;
import org.trousse.consent.objection.ObjectionView.Kind;
import org.trousse.consent.page.Words;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.measure.Measure;

/// Writes the pages.
///
/// @param asked what the form says
/// @param sent whether it was sent: only then something may be missing
record ObjectionText(
    Head head, Grant grant, String name, Asked asked, boolean sent, String done, Instant now) {
  /// @param added until the day that is asked about
  ObjectionView view(List<Added> added, List<SetAside> before) {
    Words words = head.words();
    LocalDate today = LocalDate.ofInstant(now, Majority.ZONE);
    LocalDate until = Objects.requireNonNullElse(asked.until(), today);
    Map<DataKind, Integer> counts = counts(added);
    List<String> faults = sent ? asked.faults() : List.of();
    boolean meets = asked.kinds().stream().anyMatch(counts::containsKey);
    boolean sure = sent && faults.isEmpty() && meets;
    return new ObjectionView(
        head,
        grant.id().toString(),
        name,
        counts.entrySet().stream()
            .filter(kind -> !sure || asked.kinds().contains(kind.getKey()))
            .map(kind ->
                new Kind(
                    kind.getKey().word(),
                    readings(words, kind.getKey(), kind.getValue()),
                    asked.kinds().contains(kind.getKey())))
            .toList(),
        until.toString(),
        words.day(until),
        today.toString(),
        faults,
        sure,
        before.stream()
            .filter(one -> one.clientId().equals(grant.clientId()))
            .map(this::before)
            .toList(),
        sent && faults.isEmpty() && !meets ? "rien" : done);
  }

  private static Map<DataKind, Integer> counts(List<Added> added) {
    Map<DataKind, Integer> counts = new EnumMap<>(DataKind.class);
    added.forEach(one -> counts.merge(DataKind.of(one.measure()), one.count(), Integer::sum));
    return counts;
  }

  private Before before(SetAside one) {
    Words words = head.words();
    Instant undone = one.undoneAt();
    LocalDate last = LocalDate.ofInstant(one.before(), Majority.ZONE).minusDays(1);
    String what =
        words.text(
            one.readings() == 1 ? "objection.what.one" : "objection.what.many",
            words.number(one.readings()),
            names(words, one.measures()),
            words.day(last));
    if (undone != null) {
      return new Before("", what, words.text("objection.undone", words.moment(undone)));
    }
    boolean undoable = now.isBefore(one.undoable());
    return new Before(
        undoable ? one.id().toString() : "",
        what,
        words.text(
            undoable ? "objection.until" : "objection.for-good",
            words.moment(one.at()),
            words.day(one.undoable())));
  }

  /// E.g. "3 mesures de poids".
  private static String readings(Words words, DataKind kind, int count) {
    return words.text(
        count == 1 ? "log.reading" : "log.readings", words.number(count), name(words, kind));
  }

  private static String names(Words words, Collection<Measure> measures) {
    Set<DataKind> kinds =
        measures.stream().map(DataKind::of).collect(Collectors.toCollection(TreeSet::new));
    return kinds.stream().map(kind -> name(words, kind)).collect(Collectors.joining(", "));
  }

  private static String name(Words words, DataKind kind) {
    return words.text("kind." + kind.word() + ".name");
  }
}
