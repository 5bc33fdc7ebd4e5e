package org.trousse.gateway.codec.export;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.cloud.ShownRange;
import org.trousse.gateway.codec.cloud.ShownRange.Shown;
import org.trousse.gateway.codec.export.CsvTable.Row;
import org.trousse.gateway.codec.export.Preface.DateOrder;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;

/// libreview-csv: rows of LibreView's glucose export. Columns are known by their place, because
/// their names are translated; the unit stands in the header. Record types: 0 historic, 1 scan, 2
/// strip, 3 ketone, 4 insulin, 5 food, 6 event. A scan of a Libre 3 only looks at a value that the
/// sensor had sent. Times are the account's wall clock without seconds.
public final class LibreViewCsv implements Format {
  private static final int COLUMNS_MIN = 5;
  private static final int DEVICE = 0;
  private static final int SERIAL = 1;
  private static final int TIMESTAMP = 2;
  private static final int RECORD_TYPE = 3;
  private static final int HISTORIC = 4;
  private static final int SCAN = 5;
  private static final int STRIP = 14;

  private static final Map<String, String> OTHER_TYPES =
      Map.of("3", "ketone", "4", "insulin", "5", "food", "6", "event");

  @Override
  public String word() {
    return "libreview-csv";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return switch (CsvTable.read(payload.bytes(), LibreViewCsv::isHeader)) {
      case Decoded.Failed<CsvTable>(String error, String mend) ->
          List.of(new Said.Unreadable(error, mend, payload));
      case Decoded.Value<CsvTable>(CsvTable table) -> new Reader(table, payload).all();
    };
  }

  private static boolean isHeader(Row row) {
    return row.cells().size() >= COLUMNS_MIN && unit(row.cell(HISTORIC)).isPresent();
  }

  /// The unit at the end of a column's name.
  private static Optional<Unit> unit(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    if (name.contains("mg/dl")) {
      return Optional.of(Unit.MG_PER_DL);
    }
    return name.contains("mmol/l") ? Optional.of(Unit.MMOL_PER_L) : Optional.empty();
  }

  /// One file. Rows of one sensor, type and minute are told apart by their number.
  private static final class Reader {
    private final CsvTable table;
    private final Payload whole;
    private final @Nullable DateOrder order;
    private final Map<String, Integer> occurrences = new HashMap<>();

    Reader(CsvTable table, Payload whole) {
      this.table = table;
      this.whole = whole;
      DateOrder said = table.preface().dateOrder();
      this.order =
          said != null
              ? said
              : SlashDate.order(
                  table.rows().stream()
                      .flatMap(row -> SlashDate.read(row.cell(TIMESTAMP)).stream())
                      .toList());
    }

    List<Said> all() {
      List<Said> said = new ArrayList<>();
      for (Row row : table.rows()) {
        said.add(said(row, table.own(whole, row)));
      }
      return said;
    }

    private Said said(Row row, Payload own) {
      String type = row.cell(RECORD_TYPE);
      if (OTHER_TYPES.containsKey(type)) {
        String what = OTHER_TYPES.get(type);
        return new Said.NoReading("unsupported-measure:" + what, "The row holds no glucose.", own);
      }
      return switch (type) {
        case "0" -> glucose(row, HISTORIC, own);
        case "1" ->
            row.cell(DEVICE).toLowerCase(Locale.ROOT).contains("libre 3")
                ? new Said.NoReading(
                    "view-not-measurement",
                    "A Libre 3 measures by itself; its scans are looks at the last value.",
                    own)
                : glucose(row, SCAN, own);
        case "2" -> glucose(row, STRIP, own);
        default -> new Said.Unreadable("record-type", "The record type is none of 0 to 6.", own);
      };
    }

    private Said glucose(Row row, int column, Payload own) {
      Optional<SlashDate> date = SlashDate.read(row.cell(TIMESTAMP));
      if (date.isEmpty()) {
        return new Said.Unreadable("time", "The third column is no date and time.", own);
      }
      if (order == null && date.get().needsOrder()) {
        return new Said.Undecided(
            "date-order-ambiguous",
            "No date of the file tells whether the day or the month comes first; say dateOrder.",
            own);
      }
      Optional<LocalDateTime> local = date.get().local(order);
      if (local.isEmpty()) {
        return new Said.Unreadable(
            "time", "The third column names a day that does not exist.", own);
      }
      Optional<Unit> unit = unit(table.header().cell(column));
      if (unit.isEmpty()) {
        return new Said.Undecided(
            Flag.UNIT_UNKNOWN.word(), "The column's name tells no unit.", own);
      }
      return shown(row.cell(column), unit.get(), column)
          .map(shown -> measured(row, column, local.get(), shown, unit.get(), own))
          .orElseGet(() ->
              new Said.Unreadable("missing-value", "The row has no glucose in its column.", own));
    }

    private static Optional<Shown> shown(String cell, Unit unit, int column) {
      ShownRange range = column == STRIP ? ShownRange.libreStrip(unit) : ShownRange.libre(unit);
      Optional<BigDecimal> number = ExportText.number(cell);
      return number.isPresent() ? number.map(range::clamped) : range.word(cell);
    }

    private Said measured(
        Row row, int column, LocalDateTime local, Shown shown, Unit unit, Payload own) {
      ZoneId zone = table.preface().zone();
      String series = "sn:" + row.cell(SERIAL) + "/rt:" + row.cell(RECORD_TYPE);
      int number = occurrences.merge(series + "/" + local, 1, Integer::sum);
      boolean strip = column == STRIP;
      return new Said.Measured(
          strip ? Measure.BLOOD_GLUCOSE : Measure.INTERSTITIAL_GLUCOSE,
          zone == null
              ? new Said.Time.At(local.toInstant(ZoneOffset.UTC), null)
              : new Said.Time.Wall(local, zone, false),
          series + "/n:" + number,
          shown.amounts(),
          unit,
          strip ? Specimen.CAPILLARY_PLASMA : Specimen.INTERSTITIAL_FLUID,
          null,
          null,
          shown.flags(),
          Set.of(),
          shown.limit(),
          own);
    }
  }
}
