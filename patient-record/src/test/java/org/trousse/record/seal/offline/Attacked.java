package org.trousse.record.seal.offline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;

/// A small trail after somebody tampered with it, or with the folder of its checkpoints.
///
/// @param text the folder's file, each byte a character
record Attacked(List<TrailLine> lines, String text) {
  static final SyntheticTrail TRAIL = SyntheticTrail.of(30, 4);

  enum Deed {
    CHANGE,
    DELETE,
    DELETE_AND_RENUMBER,
    INSERT,
    INSERT_AND_RENUMBER,
    SWAP_EVENTS,
    SWAP_LINES,
    TRUNCATE,
    CUT_KEPT_CHECKPOINT,
    CUT_LISTED_CHECKPOINT,
    FLIP_KEPT_BIT,
    FLIP_LISTED_BIT,
    CUT_FILE
  }

  Attacked(List<TrailLine> lines, byte[] file) {
    this(lines, new String(file, StandardCharsets.ISO_8859_1));
  }

  byte[] file() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static List<TrailLine> cut(List<TrailLine> lines, int from, int to) {
    lines.subList(from, to).clear();
    return lines;
  }

  static List<@Nullable String> changed(
      List<@Nullable String> columns, int place, @Nullable String text) {
    List<@Nullable String> changed = new ArrayList<>(columns);
    changed.set(place, text);
    return changed;
  }

  static Attacked attack(Deed deed, Random random) {
    List<TrailLine> lines = new ArrayList<>(TRAIL.lines());
    byte[] file = TRAIL.file();
    switch (deed) {
      case CHANGE -> change(lines, random);
      case DELETE -> lines.remove(leafPlace(lines, random));
      case DELETE_AND_RENUMBER -> {
        lines.remove(leafPlace(lines, random));
        renumber(lines);
      }
      case INSERT -> insert(lines, random);
      case INSERT_AND_RENUMBER -> {
        insert(lines, random);
        renumber(lines);
      }
      case SWAP_EVENTS -> swap(lines, random, true);
      case SWAP_LINES -> swap(lines, random, false);
      case TRUNCATE -> truncate(lines, random);
      case CUT_KEPT_CHECKPOINT -> {
        List<String> notes = new ArrayList<>(TRAIL.notes());
        notes.remove(random.nextInt(notes.size()));
        file = String.join("", notes).getBytes(StandardCharsets.UTF_8);
      }
      case CUT_LISTED_CHECKPOINT -> lines.remove(listedPlace(lines, random));
      case FLIP_KEPT_BIT -> file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      case FLIP_LISTED_BIT -> flip(lines, random);
      case CUT_FILE -> file = Arrays.copyOf(file, random.nextInt(file.length));
    }
    return new Attacked(lines, file);
  }

  /// One bit, or null where there was a text, or a text where there was null. A good forger would
  /// leave the kept hash; whoever changes it too is met as well.
  private static void change(List<TrailLine> lines, Random random) {
    int place = leafPlace(lines, random);
    Leaf leaf = (Leaf) lines.get(place);
    int column = random.nextInt(leaf.columns().size());
    String text = leaf.columns().get(column);
    String other;
    if (text == null) {
      other = random.nextBoolean() ? "" : "x";
    } else if (text.isEmpty() || random.nextInt(8) == 0) {
      other = null;
    } else {
      int at = random.nextInt(text.length());
      other = text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }
    lines.set(place, new Leaf(leaf.number(), changed(leaf.columns(), column, other), leaf.hash()));
  }

  private static void insert(List<TrailLine> lines, Random random) {
    int place = leafPlace(lines, random);
    long number = ((Leaf) lines.get(place)).number();
    lines.add(place, SyntheticTrail.leaf(number, SyntheticTrail.columns(1_000)));
  }

  private static void swap(List<TrailLine> lines, Random random, boolean contents) {
    int one = leafPlace(lines, random);
    int two = leafPlace(lines, random);
    while (two == one) {
      two = leafPlace(lines, random);
    }
    Leaf first = (Leaf) lines.get(one);
    Leaf second = (Leaf) lines.get(two);
    boolean hashes = random.nextBoolean();
    lines.set(one, contents ? swapped(first, second, hashes) : second);
    lines.set(two, contents ? swapped(second, first, hashes) : first);
  }

  private static Leaf swapped(Leaf place, Leaf event, boolean hash) {
    return new Leaf(place.number(), event.columns(), hash ? event.hash() : place.hash());
  }

  /// The last checkpoints, and everything that they seal: a whole rollback of the database.
  private static void truncate(List<TrailLine> lines, Random random) {
    List<Integer> listed = new ArrayList<>();
    for (int place = 0; place < lines.size(); place++) {
      if (lines.get(place) instanceof Listed) {
        listed.add(place);
      }
    }
    cut(lines, listed.get(random.nextInt(listed.size() - 1)) + 1, lines.size() - 1);
  }

  private static void flip(List<TrailLine> lines, Random random) {
    int place = listedPlace(lines, random);
    Listed listed = (Listed) lines.get(place);
    byte[] note = listed.note().getBytes(StandardCharsets.UTF_8);
    note[random.nextInt(note.length)] ^= (byte) (1 << random.nextInt(8));
    String flipped = new String(note, StandardCharsets.UTF_8);
    lines.set(place, new Listed(listed.at(), flipped));
  }

  private static void renumber(List<TrailLine> lines) {
    long number = 0;
    for (int place = 0; place < lines.size(); place++) {
      if (lines.get(place) instanceof Leaf leaf) {
        lines.set(place, new Leaf(number, leaf.columns(), leaf.hash()));
        number++;
      }
    }
  }

  private static int leafPlace(List<TrailLine> lines, Random random) {
    return place(lines, random, Leaf.class);
  }

  private static int listedPlace(List<TrailLine> lines, Random random) {
    return place(lines, random, Listed.class);
  }

  private static int place(List<TrailLine> lines, Random random, Class<? extends TrailLine> kind) {
    int place = random.nextInt(lines.size());
    while (!kind.isInstance(lines.get(place))) {
      place = random.nextInt(lines.size());
    }
    return place;
  }
}
