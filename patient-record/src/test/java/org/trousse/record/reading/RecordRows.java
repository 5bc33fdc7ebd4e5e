package org.trousse.record.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// Writes rows of the record for tests, as the database's owner.
public final class RecordRows {
  private static final String READING =
      "insert into record.reading values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private RecordRows() {}

  public static void patient(Connection owner, PatientId id, String given, String family)
      throws SQLException {
    try (PreparedStatement row =
        owner.prepareStatement("insert into record.patient values (?, ?, ?, ?, true)")) {
      row.setLong(1, id.value());
      row.setString(2, given);
      row.setString(3, family);
      row.setObject(4, LocalDate.parse("1970-03-01"));
      row.executeUpdate();
    }
  }

  public static void device(Connection owner, DeviceId id, String label, int specialisation)
      throws SQLException {
    try (PreparedStatement row =
        owner.prepareStatement("insert into record.device values (?, ?, ?, ?, ?)")) {
      row.setLong(1, id.key());
      row.setString(2, id.tenant());
      row.setString(3, id.name());
      row.setString(4, label);
      row.setInt(5, specialisation);
      row.executeUpdate();
    }
  }

  public static void readings(Connection owner, Status status, List<Reading> readings)
      throws SQLException {
    try (PreparedStatement row = owner.prepareStatement(READING)) {
      for (Reading reading : readings) {
        set(row, reading, status);
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private static void set(PreparedStatement row, Reading reading, Status status)
      throws SQLException {
    Object @Nullable [] columns = {
      reading.patient().value(),
      time(reading.reportedAt()),
      reading.device().key(),
      reading.nativeId(),
      time(reading.receivedAt()),
      Flag.bits(reading.flags()),
      reading.status().isEmpty() ? null : DeviceStatus.bits(reading.status()),
      reading.correctionSeconds(),
      reading.measure().code(),
      0,
      status.code(),
      reading.specimen() == null ? null : reading.specimen().code(),
      reading.site() == null ? null : reading.site().code(),
      reading.meal() == null ? null : reading.meal().code(),
      reading.zoneMinutes(),
      reading.original() == null ? null : reading.original().unit().code(),
      reading.amounts().value(),
      reading.amounts().diastolic(),
      reading.amounts().mean(),
      reading.amounts().pulse(),
      reading.original() == null ? null : text(reading.original().amounts()),
      reading.payload().bytes(),
      null
    };
    for (int i = 0; i < columns.length; i++) {
      Object column = columns[i];
      if (column == null) {
        row.setNull(i + 1, Types.NULL);
      } else {
        row.setObject(i + 1, column);
      }
    }
  }

  private static Object time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String text(Amounts amounts) {
    return Stream.of(amounts.value(), amounts.diastolic(), amounts.mean(), amounts.pulse())
        .map(number -> number == null ? "" : number.toPlainString())
        .collect(Collectors.joining("/"));
  }
}
