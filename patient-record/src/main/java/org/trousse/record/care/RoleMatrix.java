package org.trousse.record.care;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.record.professional.Profession;

/// One version of the role matrix: what each profession may read and write, by kind of data. Cells
/// that are not there are closed.
///
/// @param source where it comes from, in a sentence
public record RoleMatrix(
    String version, LocalDate validFrom, String source, Map<Profession, Row> rows) {
  /// Whose calendar says what day it is.
  static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private static final Row NOTHING = new Row(Set.of(), Set.of(), Set.of());

  /// What a profession may do.
  ///
  /// @param emergency what it reads by emergency access; empty: it has none
  public record Row(Set<CareKind> reads, Set<CareKind> writes, Set<CareKind> emergency) {
    public Row {
      reads = Set.copyOf(reads);
      writes = Set.copyOf(writes);
      emergency = Set.copyOf(emergency);
      if (!reads.containsAll(writes) || !reads.containsAll(emergency)) {
        throw new IllegalArgumentException("who may not read may neither write nor break glass");
      }
    }
  }

  /// A cell as the database keeps it.
  public record Cell(
      Profession profession, CareKind kind, boolean reads, boolean writes, boolean emergency) {}

  /// All versions; the newest that is valid already is in force.
  public record Versions(List<RoleMatrix> all) {
    private static final RoleMatrix NONE = new RoleMatrix("", LocalDate.MIN, "", Map.of());

    public Versions {
      all = List.copyOf(all);
    }

    /// In force on a day; before the first version everything is closed.
    public RoleMatrix on(LocalDate day) {
      return all.stream()
          .filter(one -> !one.validFrom().isAfter(day))
          .max(Comparator.comparing(RoleMatrix::validFrom))
          .orElse(NONE);
    }

    public RoleMatrix at(Instant now) {
      return on(LocalDate.ofInstant(now, ZONE));
    }
  }

  public RoleMatrix {
    rows = Map.copyOf(rows);
  }

  public static RoleMatrix of(
      String version, LocalDate validFrom, String source, List<Cell> cells) {
    Map<Profession, Row> rows = new EnumMap<>(Profession.class);
    for (Profession profession : Profession.values()) {
      Set<CareKind> reads = EnumSet.noneOf(CareKind.class);
      Set<CareKind> writes = EnumSet.noneOf(CareKind.class);
      Set<CareKind> emergency = EnumSet.noneOf(CareKind.class);
      for (Cell cell : cells) {
        if (cell.profession() == profession) {
          add(cell.reads(), cell.kind(), reads);
          add(cell.writes(), cell.kind(), writes);
          add(cell.emergency(), cell.kind(), emergency);
        }
      }
      rows.put(profession, new Row(reads, writes, emergency));
    }
    return new RoleMatrix(version, validFrom, source, rows);
  }

  private static void add(boolean open, CareKind kind, Set<CareKind> kinds) {
    if (open) {
      kinds.add(kind);
    }
  }

  public Row row(Profession profession) {
    return rows.getOrDefault(profession, NOTHING);
  }

  /// All cells, closed ones among them.
  public List<Cell> cells() {
    return rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            row -> EnumSet.allOf(CareKind.class).stream().map(kind -> cell(row.getKey(), kind)))
        .toList();
  }

  private Cell cell(Profession profession, CareKind kind) {
    Row row = row(profession);
    return new Cell(
        profession,
        kind,
        row.reads().contains(kind),
        row.writes().contains(kind),
        row.emergency().contains(kind));
  }
}
