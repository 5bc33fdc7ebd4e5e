package org.trousse.record.seal.offline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.seal.LeafForm;
import org.trousse.record.seal.offline.TrailLine.End;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;
import org.trousse.record.seal.offline.Verdict.Kind;
import org.trousse.record.seal.offline.Verdict.Wrong;

/// Builds the tree again, line by line, and compares it with every checkpoint. It keeps the edge of
/// the tree and the leaves since the last checkpoint, however long the trail is.
public final class TrailVerifier {
  /// A checkpoint as old as this must be in the folder too.
  private static final Duration KEPT_WITHIN = Duration.ofMinutes(1);

  /// Leaves under one checkpoint among which the wrong one is looked for.
  private static final int HELD_MAX = 4_096;

  private record Held(long number, String hash, String recorded) {}

  /// Leaves that should have come.
  private static final class Gap {
    private final long to;
    private boolean passed;
    private int lines;

    private Gap(long to) {
      this.to = to;
    }
  }

  private final Iterator<String> folder;
  private final Function<String, Optional<Checkpoint>> opens;
  private final Function<Leaf, byte[]> hashes;
  private final Frontier tree = Frontier.empty();
  private final List<Held> held = new ArrayList<>();
  private Frontier good = Frontier.empty();
  private long checkpoints;
  private @Nullable Checkpoint outside;
  private @Nullable Instant unkept;
  private @Nullable Gap gap;
  private @Nullable Verdict verdict;

  TrailVerifier(
      Iterator<String> folder,
      Function<String, Optional<Checkpoint>> opens,
      Function<Leaf, byte[]> hashes) {
    this.folder = folder;
    this.opens = opens;
    this.hashes = hashes;
    nextOutside(0);
  }

  /// Begins.
  ///
  /// @param folder the notes that are kept outside the database, the oldest first
  public static TrailVerifier of(Iterator<String> folder, NoteVerifier key) {
    return new TrailVerifier(
        folder, note -> Checkpoint.open(note, key), leaf -> LeafForm.hash(leaf.columns()));
  }

  /// Takes the next line; whether there is a need for more.
  public boolean take(TrailLine line) {
    if (verdict == null) {
      if (gap != null) {
        search(gap, line);
      } else {
        switch (line) {
          case Leaf leaf -> leaf(leaf);
          case Listed listed -> listed(listed);
          case End end -> end(end);
        }
      }
    }
    return verdict == null;
  }

  /// When every line was taken.
  public Verdict verdict() {
    Verdict found = verdict;
    return found == null ? new Wrong(Kind.TRUNCATED, tree.size(), tree.size() + 1) : found;
  }

  private void wrong(Kind kind, long from, long to) {
    if (verdict == null) {
      verdict = new Wrong(kind, from, to);
    }
  }

  private void leaf(Leaf leaf) {
    long expected = tree.size();
    if (leaf.number() < expected) {
      wrong(Kind.ADDED, leaf.number(), leaf.number() + 1);
      return;
    }
    unlisted();
    if (leaf.number() > expected) {
      gap = new Gap(leaf.number());
      gap.passed = true;
    } else if (verdict == null) {
      byte[] hash = hashes.apply(leaf);
      tree.append(hash);
      if (held.size() <= HELD_MAX) {
        held.add(new Held(leaf.number(), Base64.getEncoder().encodeToString(hash), leaf.hash()));
      }
    }
  }

  /// Behind a gap: do its leaves come later, or never?
  private void search(Gap open, TrailLine line) {
    long expected = tree.size();
    boolean late = line instanceof Leaf leaf && leaf.number() == expected;
    boolean over = line instanceof End || ++open.lines > HELD_MAX;
    open.passed |= line instanceof Leaf;
    if (late) {
      wrong(Kind.REORDERED, expected, open.to);
    } else if (over) {
      wrong(open.passed ? Kind.MISSING : Kind.TRUNCATED, expected, open.to);
    }
  }

  private void listed(Listed listed) {
    Optional<Checkpoint> opened = opens.apply(listed.note());
    if (opened.isEmpty()) {
      wrong(Kind.FORGED, good.size(), tree.size());
      return;
    }
    Checkpoint head = opened.get();
    if (head.size() != tree.size()) {
      unlisted();
    }
    if (head.size() > tree.size()) {
      gap = new Gap(head.size());
    } else if (head.size() < tree.size() || good.size() == tree.size()) {
      wrong(Kind.REORDERED, head.size(), tree.size());
    } else {
      compare(head, listed.at());
    }
  }

  private void compare(Checkpoint head, Instant at) {
    Checkpoint kept = outside;
    boolean isKept = kept != null && kept.size() == head.size();
    if (isKept && !head.equals(kept)) {
      wrong(Kind.FORK, good.size(), head.size());
    } else if (!head.heads(tree)) {
      diagnose(head);
    } else if (!isKept && kept != null) {
      wrong(Kind.CHECKPOINT_MISSING, good.size(), head.size());
    } else {
      sound(isKept, at);
    }
  }

  private void sound(boolean isKept, Instant at) {
    held.stream()
        .filter(one -> !one.hash().equals(one.recorded()))
        .findFirst()
        .ifPresent(one -> wrong(Kind.CHANGED, one.number(), one.number() + 1));
    good = tree.copy();
    held.clear();
    checkpoints++;
    if (isKept) {
      nextOutside(tree.size());
    } else if (unkept == null) {
      unkept = at;
    }
  }

  /// A checkpoint of the folder that the database does not list.
  private void unlisted() {
    Checkpoint kept = outside;
    if (kept != null && kept.size() == tree.size()) {
      if (kept.heads(tree)) {
        wrong(Kind.CHECKPOINT_MISSING, good.size(), kept.size());
      } else {
        diagnose(kept);
      }
    }
  }

  private void nextOutside(long before) {
    Checkpoint last = outside;
    outside = null;
    while (folder.hasNext() && outside == null && verdict == null) {
      Optional<Checkpoint> opened = opens.apply(folder.next());
      if (opened.isEmpty()) {
        wrong(Kind.FORGED, before, before + 1);
      } else if (last != null && opened.get().size() == before && !opened.get().equals(last)) {
        wrong(Kind.FORK, 0, before);
      } else if (opened.get().size() < before) {
        wrong(Kind.REORDERED, opened.get().size(), before);
      } else if (opened.get().size() > before) {
        outside = opened.get();
      }
    }
  }

  private void end(End end) {
    unlisted();
    Checkpoint kept = outside;
    if (kept != null) {
      wrong(Kind.TRUNCATED, tree.size(), kept.size());
    }
    if (good.size() < tree.size()) {
      wrong(Kind.ADDED, good.size(), tree.size());
    }
    Instant first = unkept;
    if (first != null && first.plus(KEPT_WITHIN).isBefore(end.at())) {
      wrong(Kind.CHECKPOINT_MISSING, 0, tree.size());
    }
    if (verdict == null) {
      String root = Base64.getEncoder().encodeToString(tree.root());
      verdict = new Verdict.Sound(tree.size(), root, checkpoints, end.waiting());
    }
  }

  /// The tree is not that of a signed head. If the kept hashes are, they tell which leaf it is.
  private void diagnose(Checkpoint head) {
    Frontier recorded = good.copy();
    boolean complete = held.stream().allMatch(one -> one.recorded().length() == 44);
    if (complete && held.size() == tree.size() - good.size()) {
      held.forEach(one -> recorded.append(Base64.getDecoder().decode(one.recorded())));
    }
    if (!head.heads(recorded)) {
      wrong(Kind.CHANGED, good.size(), head.size());
      return;
    }
    List<Held> differing = held.stream().filter(one -> !one.hash().equals(one.recorded())).toList();
    Set<String> there = new HashSet<>();
    held.forEach(one -> there.add(one.recorded()));
    Held first = differing.getFirst();
    if (there.contains(first.hash())) {
      wrong(Kind.REORDERED, first.number(), differing.getLast().number() + 1);
    } else {
      wrong(Kind.CHANGED, first.number(), first.number() + 1);
    }
  }
}
