package org.trousse.catalogue.search;

import java.text.Collator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.search.Found.Option;
import org.trousse.catalogue.search.Found.Removal;
import org.trousse.catalogue.search.Query.Sort;

/// All apps of one moment, ready to be searched: for each answer of each facet the set of apps that
/// give it. It never changes, so any thread may ask.
public final class Shelf {
  public static final Shelf EMPTY = new Shelf(0, List.of());

  private final long version;
  private final List<Shown> byName;
  private final List<Shown> byDate;
  private final int[] dateToName;
  private final Map<Facet, Map<String, BitSet>> index = new EnumMap<>(Facet.class);
  private final BitSet kept = new BitSet();
  private final Map<String, Shown> bySlug = new HashMap<>();
  private final Map<String, Shown> bySoftware = new HashMap<>();

  /// @param version of the table that these apps were read from
  public Shelf(long version, List<Shown> apps) {
    this.version = version;
    Collator names = Collator.getInstance(Locale.FRENCH);
    Comparator<Shown> name = Comparator.comparing(Shown::name, names);
    this.byName = apps.stream().sorted(name.thenComparing(Shown::slug)).toList();
    this.byDate =
        byName.stream()
            .sorted(Comparator.comparing((Shown app) -> app.listing().decidedOn()).reversed())
            .toList();
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < byName.size(); place++) {
      Shown app = byName.get(place);
      places.put(app.slug(), place);
      bySlug.put(app.slug(), app);
      bySoftware.put(app.listing().softwareId(), app);
      enter(place, app.listing());
    }
    this.dateToName = byDate.stream().mapToInt(app -> places.getOrDefault(app.slug(), 0)).toArray();
  }

  private void enter(int place, Listing listing) {
    if (listing.standing() != Standing.DELISTED) {
      kept.set(place);
    }
    for (Facet facet : Facet.values()) {
      Map<String, BitSet> answers = index.computeIfAbsent(facet, first -> new TreeMap<>());
      for (String word : facet.answers(listing)) {
        answers.computeIfAbsent(word, first -> new BitSet()).set(place);
      }
    }
  }

  public long version() {
    return version;
  }

  public Optional<Shown> at(String slug) {
    return Optional.ofNullable(bySlug.get(slug));
  }

  public Optional<Shown> software(String softwareId) {
    return Optional.ofNullable(bySoftware.get(softwareId));
  }

  /// All of them, by name, those that were taken out too.
  public List<Shown> all() {
    return byName;
  }

  /// Those that people can find and connect.
  public int connectable() {
    return (int) byName.stream().filter(app -> app.listing().standing().connects()).count();
  }

  /// What the query finds, so many on a page. Apps that were taken out are found only by their
  /// standing.
  public Found search(Query query, int size) {
    BitSet fits = fitting(query, null);
    int total = fits.cardinality();
    int pages = Math.max(1, (total + size - 1) / size);
    List<Shown> apps = page(fits, query, size);
    Map<Facet, List<Option>> options = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      options.put(facet, options(query, facet));
    }
    return new Found(query, total, pages, apps, options, total > 0 ? List.of() : removals(query));
  }

  private List<Shown> page(BitSet fits, Query query, int size) {
    boolean dates = query.sort() == Sort.DATE;
    long skip = (query.page() - 1L) * size;
    List<Shown> apps = new ArrayList<>(size);
    for (int at = 0; at < byName.size() && apps.size() < size; at++) {
      if (fits.get(dates ? dateToName[at] : at) && skip-- <= 0) {
        apps.add(dates ? byDate.get(at) : byName.get(at));
      }
    }
    return apps;
  }

  /// @param except a facet that is not asked; null: all are
  private BitSet fitting(Query query, @Nullable Facet except) {
    BitSet fits = new BitSet();
    fits.set(0, byName.size());
    for (Facet facet : Facet.values()) {
      Set<String> words = query.of(facet);
      if (facet != except && !words.isEmpty()) {
        fits.and(any(facet, words));
      }
    }
    if (except != Facet.STANDING && query.of(Facet.STANDING).isEmpty()) {
      fits.and(kept);
    }
    return fits;
  }

  private BitSet any(Facet facet, Set<String> words) {
    BitSet any = new BitSet();
    words.forEach(word -> any.or(answer(facet, word)));
    return any;
  }

  private BitSet answer(Facet facet, String word) {
    return index.getOrDefault(facet, Map.of()).getOrDefault(word, new BitSet());
  }

  private List<Option> options(Query query, Facet facet) {
    BitSet others = fitting(query, facet);
    Set<String> chosen = query.of(facet);
    Set<String> words = new TreeSet<>(index.getOrDefault(facet, Map.of()).keySet());
    words.addAll(chosen);
    List<Option> options = new ArrayList<>();
    for (String word : words) {
      BitSet both = (BitSet) others.clone();
      both.and(answer(facet, word));
      options.add(new Option(word, both.cardinality(), chosen.contains(word)));
    }
    return options;
  }

  private List<Removal> removals(Query query) {
    List<Removal> removals = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      for (String word : new TreeSet<>(query.of(facet))) {
        int count = fitting(query.without(facet, word), null).cardinality();
        removals.add(new Removal(facet, word, count));
      }
    }
    return removals;
  }
}
