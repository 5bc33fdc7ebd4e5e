package org.trousse.gateway.codec.export;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.cloud.ShownRange;
import org.trousse.gateway.codec.cloud.ShownRange.Shown;
import org.trousse.gateway.codec.export.CsvTable.Row;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;

/// clarity-csv: rows of Dexcom Clarity's export. The first rows hold the patient's name, devices
/// and alert limits and no time: nothing of them is read or kept. A value beyond the sensor's range
/// is a word, Low or High. Times are the patient's wall clock; in the hour that comes twice the
/// rows' order tells which one is meant.
public final class ClarityCsv implements Format {
  private static final Set<String> ESTIMATED = Set.of("egv", "veg", "vge", "glucose");
  private static final Set<String> CALIBRATION =
      Set.of("calibration", "étalonnage", "etalonnage", "calibrage", "kalibrierung");

  @Override
  public String word() {
    return "clarity-csv";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return switch (CsvTable.read(payload.bytes(), ClarityCsv::isHeader)) {
      case Decoded.Failed<CsvTable>(String error, String mend) ->
          List.of(new Said.Unreadable(error, mend, payload));
      case Decoded.Value<CsvTable>(CsvTable table) -> new Reader(table, payload).all();
    };
  }

  private static boolean isHeader(Row row) {
    Columns columns = Columns.of(row);
    return columns.time() >= 0 && columns.event() >= 0 && columns.value() >= 0;
  }

  /// Where what stands; -1 for nowhere.
  private record Columns(int time, int event, int value, int ticks, int transmitter) {
    static Columns of(Row header) {
      return new Columns(
          find(header, name -> name.startsWith("timestamp") || name.startsWith("horodatage")),
          find(
              header,
              name ->
                  name.startsWith("event type") || name.replace('’', '\'').startsWith("type d'é")),
          find(
              header,
              name ->
                  (name.contains("mg/dl") || name.contains("mmol/l")) && !name.contains("/min")),
          find(header, name -> name.contains("(long integer)") || name.contains("entier long")),
          find(
              header,
              name ->
                  name.startsWith("transmitter id")
                      || (name.startsWith("id") && name.contains("transmetteur"))));
    }

    private static int find(Row header, Predicate<String> names) {
      for (int i = 0; i < header.cells().size(); i++) {
        if (names.test(header.cell(i).toLowerCase(Locale.ROOT))) {
          return i;
        }
      }
      return -1;
    }
  }

  /// One file, its rows in their order.
  private static final class Reader {
    private final CsvTable table;
    private final Payload whole;
    private final Columns columns;
    private final Unit unit;
    private @Nullable LocalDateTime before;
    private boolean later;

    Reader(CsvTable table, Payload whole) {
      this.table = table;
      this.whole = whole;
      this.columns = Columns.of(table.header());
      boolean molar =
          table.header().cell(columns.value()).toLowerCase(Locale.ROOT).contains("mmol/l");
      this.unit = molar ? Unit.MMOL_PER_L : Unit.MG_PER_DL;
    }

    List<Said> all() {
      List<Said> said = new ArrayList<>();
      for (Row row : table.rows()) {
        if (!row.cell(columns.time()).isEmpty()) {
          said.add(said(row, table.own(whole, row)));
        }
      }
      return said.isEmpty()
          ? List.of(new Said.Unreadable("records", "No row of the file has a time.", whole))
          : said;
    }

    private Said said(Row row, Payload own) {
      String event = row.cell(columns.event()).toLowerCase(Locale.ROOT);
      boolean calibration = CALIBRATION.contains(event);
      if (!calibration && !ESTIMATED.contains(event)) {
        return new Said.NoReading(
            "unsupported-measure:" + kind(event), "Only EGV and Calibration are glucose.", own);
      }
      Optional<Timestamp> time = Timestamp.lenient(row.cell(columns.time()));
      if (time.isEmpty()) {
        return new Said.Unreadable("time", "The timestamp is no date and time of ISO 8601.", own);
      }
      return shown(row.cell(columns.value()), calibration)
          .map(shown -> measured(row, time.get(), shown, calibration, own))
          .orElseGet(
              () -> new Said.Unreadable("missing-value", "The row has no glucose value.", own));
    }

    private static String kind(String event) {
      return switch (event) {
        case "insulin", "insuline" -> "insulin";
        case "carbs", "carbohydrates", "glucides" -> "food";
        case "exercise", "exercice", "activité" -> "exercise";
        case "health", "santé" -> "health";
        default -> "event";
      };
    }

    private Optional<Shown> shown(String cell, boolean calibration) {
      ShownRange range = ShownRange.dexcom(unit);
      Optional<BigDecimal> number = ExportText.number(cell);
      if (number.isEmpty()) {
        return range.word(cell);
      }
      return number.map(value ->
          calibration ? new Shown(Amounts.single(value), Set.of(), null) : range.sentinel(value));
    }

    private Said measured(Row row, Timestamp time, Shown shown, boolean calibration, Payload own) {
      Set<Flag> flags = new HashSet<>(shown.flags());
      if (calibration) {
        flags.add(Flag.SELF_REPORTED);
      }
      String ticks = row.cell(columns.ticks());
      return new Said.Measured(
          calibration ? Measure.BLOOD_GLUCOSE : Measure.INTERSTITIAL_GLUCOSE,
          at(time, calibration),
          ticks.isEmpty() ? null : "tx:" + row.cell(columns.transmitter()) + "/ticks:" + ticks,
          shown.amounts(),
          unit,
          calibration ? null : Specimen.INTERSTITIAL_FLUID,
          null,
          null,
          flags,
          Set.of(),
          shown.limit(),
          own);
    }

    private Said.Time at(Timestamp time, boolean calibration) {
      if (time.zoneMinutes() != null) {
        return new Said.Time.At(time.instant(), time.zoneMinutes());
      }
      ZoneId zone = table.preface().zone();
      if (zone == null) {
        return new Said.Time.At(time.instant(), null);
      }
      LocalDateTime local = LocalDateTime.ofInstant(time.instant(), ZoneOffset.UTC);
      return new Said.Time.Wall(local, zone, !calibration && later(local, zone));
    }

    /// The sensor's rows go forward; where the wall clock went back, the hour came again.
    private boolean later(LocalDateTime local, ZoneId zone) {
      boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
      later = twice && (later || (before != null && local.isBefore(before)));
      before = local;
      return later;
    }
  }
}
