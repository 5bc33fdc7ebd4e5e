package org.trousse.record.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Narrowing;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.Search.Order;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.reading.Times;
import org.trousse.record.search.SearchQuestion.Shape;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;

/// What was asked, as far as the parameters were read: each narrows what those before it left.
final class Asking {
  final Asker asker;
  final List<Entry<String, String>> understood = new ArrayList<>();
  final List<String> ignored = new ArrayList<>();
  final List<Set<Measure>> named = new ArrayList<>();

  Set<Kind> kinds = Set.copyOf(Kind.ALL);
  Times measured = Times.ALL;
  Times received = Times.ALL;
  @Nullable Set<Status> statuses;
  @Nullable Set<Long> devices;
  @Nullable Set<ReadingKey> keys;
  Order order = Order.NEWEST_FIRST;
  int count = SearchQuestion.COUNT_DEFAULT;
  boolean countOnly;
  boolean total;
  boolean withDevices;
  int max = 1;
  Set<String> types = Set.of();
  @Nullable String cursor;

  Asking(Asker asker) {
    this.asker = asker;
  }

  /// Leaves a parameter out, or refuses it when the client is strict.
  Optional<Refusal> leaveOut(String said) {
    if (asker.strict()) {
      return Optional.of(
          Refusal.notSupported("Paramètre inconnu : " + said, "Unknown parameter: " + said));
    }
    if (!ignored.contains(said) && ignored.size() < SearchQuestion.IGNORED_MAX) {
      ignored.add(said);
    }
    return Optional.empty();
  }

  /// What both allow.
  static <T> Set<T> both(@Nullable Set<T> before, Set<T> now) {
    Set<T> both = new HashSet<>(now);
    if (before != null) {
      both.retainAll(before);
    }
    return both;
  }

  /// The question, or why it cannot be put.
  SearchQuestion.Reading done() {
    Optional<Position> after =
        cursor == null ? Optional.empty() : Cursor.read(cursor, asker.ids().readings());
    boolean strange =
        cursor != null && after.filter(at -> at.key().patient().equals(asker.whose())).isEmpty();
    return strange
        ? new SearchQuestion.Wrong(Cursor.STRANGE)
        : new SearchQuestion.Asked(question(after.orElse(null)));
  }

  private SearchQuestion question(@Nullable Position after) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    kinds.forEach(kind -> measures.add(kind.measure()));
    Search search =
        new Search(
            asker.whose(),
            measures,
            bloodKinds(),
            measured.from(),
            measured.to(),
            new Narrowing(measured, received, statuses, devices, keys),
            order,
            Math.max(count, 0) + 1,
            after);
    return new SearchQuestion(
        search,
        new Shape(countOnly ? 0 : count, total, withDevices, max, types),
        List.copyOf(named),
        List.copyOf(understood),
        List.copyOf(ignored));
  }

  private @Nullable Set<Integer> bloodKinds() {
    Set<Integer> blood = new HashSet<>();
    for (Kind kind : kinds) {
      if (kind.measure() == Measure.BLOOD_GLUCOSE) {
        blood.add(kind.specimen() == null ? 0 : kind.specimen().code());
      }
    }
    boolean anyBlood = blood.isEmpty() || blood.size() == Specimen.values().length + 1;
    return anyBlood ? null : blood;
  }

  /// The self link repeats it.
  void understand(String name, String value) {
    understood.add(Map.entry(name, value));
  }
}
