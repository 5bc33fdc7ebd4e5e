package org.trousse.record.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The statements of [ReadingStore].
///
/// The key stands on the time that the device reported, people ask by the time that is true. So a
/// range read takes the key's range widened by 26 hours, filters, and adds the rows that were
/// corrected by more, which have an index of their own.
///
/// A read of a few rows out of years must not walk through years: the n-th row by reported time
/// bounds the n first by effective time, because each differs from it by one correction at most
/// either way.
final class ReadingSql {
  /// Row-level security shows one patient's rows, for this transaction; to a professional ($2, or
  /// nobody) those that are theirs to see.
  static final String FOR_PATIENT =
      """
      select set_config('trousse.patient', $1, true), set_config('trousse.professional', $2, true)\
      """;

  static final String COLUMNS =
      """
      reported_at, device, native_id, received_at, coalesce(flags, 0) as flags, device_status,
      coalesce(correction_s, 0) as correction_s, measure,
      coalesce(status, 0::smallint) as status, specimen, site, meal, zone_min,
      original_unit, value, diastolic, mean, pulse, original,
      coalesce(version, 1::smallint) as version, changed_at, extra::text as extra\
      """;

  static final String BY_KEY =
      "select "
          + COLUMNS
          + """

          from record.reading
          where patient = $1 and measure = $2 and reported_at = $3 and device = $4
            and native_id = $5\
          """;

  /// As BY_KEY, with the versions that were: theirs is what can change, the rest is the row's.
  static final String VERSIONS =
      "select "
          + COLUMNS
          + """

          from (
            select * from record.reading
            where patient = $1 and measure = $2 and reported_at = $3 and device = $4
              and native_id = $5
            union all
            select r.patient, r.reported_at, r.device, r.native_id, r.received_at, v.flags,
              r.device_status, r.correction_s, r.measure, r.codec, v.status, r.specimen, r.site,
              v.meal, r.zone_min, v.original_unit, v.value, v.diastolic, v.mean, v.pulse,
              v.original, ''::bytea, v.extra, v.version, v.changed_at
            from record.reading r join record.reading_version v
              using (patient, measure, reported_at, device, native_id)
            where r.patient = $1 and r.measure = $2 and r.reported_at = $3 and r.device = $4
              and r.native_id = $5) one
          order by coalesce(version, 1) desc\
          """;

  static final String DEVICES =
      "select key, tenant, name, label, specialisation, app from record.device where key = any($1)";

  /// At most two: is it one, or more than one?
  static final String BY_NATIVE_ID =
      "select "
          + COLUMNS
          + """

          from record.reading
          where patient = $1 and measure = $2 and device = $3 and native_id = $4
          order by reported_at limit 2\
          """;

  /// A row when the patient has a reading of device $2 of these measures since $4; its columns are
  /// null when the record was never told what that device is.
  static final String DEVICE_OF_PATIENT =
      """
      select seen.device, known.label, known.specialisation, known.app
      from (
        select device from record.reading
        where patient = $1 and measure = any ($3) and device = $2
          and reported_at + coalesce(correction_s, 0) * interval '1 second' >= $4
        limit 1) seen
      left join record.device known on known.key = seen.device\
      """;

  /// The devices of which the patient has a reading of measures $2 since $3.
  static final String DEVICES_OF_PATIENT =
      """
      select seen.device, known.label, known.specialisation, known.app
      from (
        select distinct device from record.reading
        where patient = $1 and measure = any ($2)
          and reported_at + coalesce(correction_s, 0) * interval '1 second' >= $3) seen
      left join record.device known on known.key = seen.device
      order by seen.device limit 1000\
      """;

  static final String PATIENT =
      "select given, family, birth_date, synthetic from record.patient where id = $1";

  private static final String UPDATED = "coalesce(changed_at, received_at)";

  private static final String EFFECTIVE =
      "(reported_at + coalesce(correction_s, 0) * interval '1 second')";

  /// $1 patient, $2 measures, $3 from, $4 to, $5 limit, $6 to $10 the position to start after, $11
  /// specimens of blood; what a [Narrowing] asks beyond has the numbers that follow.
  private static final String RANGE =
      """
      select f.*
      from unnest($2::smallint[]) as m(measure_code)
      cross join lateral (
        (select COLUMNS
         from READINGS r
         where r.patient = $1 and r.measure = m.measure_code
           and NEAR
           BOUNDED
           and WANTED
         order by DIRECTION
         limit $5)
        union all
        (select COLUMNS
         from READINGS r
         where r.patient = $1 and r.measure = m.measure_code
           and abs(r.correction_s) > 93600
           and WANTED
         order by DIRECTION
         limit $5)
      ) f
      order by DIRECTION
      limit $5 * SETS\
      """;

  /// As many as RANGE finds of one measure, whichever they are.
  private static final String CAPPED =
      """
      select measure from (
        (select measure from READINGS r
         where r.patient = $1 and r.measure = any ($2::smallint[]) and NEAR and WANTED
         limit $5)
        union all
        (select measure from READINGS r
         where r.patient = $1 and r.measure = any ($2::smallint[])
           and abs(r.correction_s) > 93600 and WANTED
         limit $5)
      ) all_of_it
      limit $5\
      """;

  /// As RANGE, without an order.
  private static final String COUNT =
      """
      select
        (select count(*) from READINGS r
         where r.patient = $1 and r.measure = any ($2::smallint[]) and NEAR and WANTED)
        + (select count(*) from READINGS r
         where r.patient = $1 and r.measure = any ($2::smallint[])
           and abs(r.correction_s) > 93600 and WANTED)
      limit $5\
      """;

  private static final String NEAR =
      """
      abs(coalesce(r.correction_s, 0)) <= 93600
             and r.reported_at >= $3::timestamptz - interval '26 hours'
             and r.reported_at < $4::timestamptz + interval '26 hours'\
      """;

  private static final String WANTED =
      """
      EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
             and ($11::smallint[] is null or measure <> 1 or coalesce(specimen, 0) = any ($11))
             and ($6::timestamptz is null
               or (RANK, measure, reported_at, device, native_id)
                 BEYOND ($6::timestamptz, $7::smallint, $8::timestamptz, $9::bigint, $10::bigint))
      """;

  /// Rows by their keys: $a measures, $b reported times, $c devices, $d native ids.
  private static final String KEYED =
      """
      (select k.* from record.reading k
             join unnest($a::smallint[], $b::timestamptz[], $c::bigint[], $d::bigint[])
               as u(measure, reported_at, device, native_id)
               using (measure, reported_at, device, native_id)
             where k.patient = $1)\
      """;

  private static final String BOUND =
      """
      and r.reported_at >= coalesce((
                 select b.reported_at
                 from record.reading b
                 where b.patient = $1 and b.measure = m.measure_code
                   and abs(coalesce(b.correction_s, 0)) <= 93600
                   and b.reported_at >= $3::timestamptz - interval '26 hours'
                   and b.reported_at < $4::timestamptz + interval '26 hours'
                   and WANTED
                 order by b.reported_at desc
                 offset $5 - 1 limit 1) - interval '52 hours', '-infinity')\
      """;

  /// What a row is ordered by.
  private static final String PLACE =
      "reported_at, device, native_id, correction_s, measure, received_at, changed_at";

  /// `limit` readings of all measures together.
  static String search(Search search) {
    return text(RANGE.replace("SETS", "1"), search, search.isLong() ? bound(search) : "", WANTED);
  }

  /// As [#search], where `limit` is few of what the range holds.
  static String first(Search search) {
    return text(RANGE.replace("SETS", "1"), search, bound(search), WANTED);
  }

  /// How many of each measure [#search] finds. Of one measure they need no order.
  static String counts(Search search) {
    String found =
        search.measures().size() == 1
            ? text(CAPPED, search, "", WANTED)
            : search(search).replace(COLUMNS, PLACE);
    return "select measure, count(*) from (" + found + ") page group by measure";
  }

  private static String bound(Search search) {
    return search.order().isByUpdate() || search.narrowing().keys() != null ? "" : BOUND;
  }

  /// How many readings there are, whatever the limit.
  static String count(Search search) {
    return text(COUNT, search, "", WANTED);
  }

  /// `limit` readings of each measure, newest first, without those entered in error.
  static String latest(Search search) {
    return text(
        RANGE.replace("SETS", "2 * cardinality($2::smallint[])"),
        search,
        BOUND,
        WANTED + " and status is distinct from 2");
  }

  private static String text(String statement, Search search, String bound, String wanted) {
    boolean descends = search.order().descends();
    Narrowed narrowed = Narrowed.of(search.narrowing());
    return statement
        .replace("BOUNDED", descends ? bound : mirrored(bound))
        .replace("WANTED", wanted + narrowed.conditions())
        .replace("NEAR", NEAR)
        .replace("READINGS", narrowed.readings())
        .replace("COLUMNS", COLUMNS)
        .replace(
            "order by DIRECTION",
            "order by RANK WAY, measure WAY, reported_at WAY, device WAY, native_id WAY")
        .replace("WAY", descends ? "desc" : "asc")
        .replace("BEYOND", descends ? "<" : ">")
        .replace("RANK", search.order().isByUpdate() ? UPDATED : EFFECTIVE)
        .replace("EFFECTIVE", EFFECTIVE);
  }

  /// What a [Narrowing] adds to a statement: only what it asks for, so that a question without it
  /// is planned as if it could not be asked.
  ///
  /// @param readings where rows come from
  record Narrowed(String readings, String conditions, List<Object> arguments) {
    private static final int FIRST = 12;

    static Narrowed of(Narrowing narrowing) {
      List<Object> arguments = new ArrayList<>();
      StringBuilder conditions = new StringBuilder();
      if (narrowing.measured().spans().size() > 1) {
        conditions.append(within("EFFECTIVE", narrowing.measured(), arguments));
      }
      if (!narrowing.updated().equals(Times.ALL)) {
        conditions.append(within(UPDATED, narrowing.updated(), arguments));
      }
      if (narrowing.statuses() != null) {
        String place =
            next(
                arguments,
                narrowing.statuses().stream()
                    .map(status -> (short) status.code())
                    .toArray(Short[]::new));
        conditions.append(" and coalesce(status, 0) = any (" + place + "::smallint[])");
      }
      if (narrowing.devices() != null) {
        String place = next(arguments, narrowing.devices().toArray(Long[]::new));
        conditions.append(" and device = any (" + place + "::bigint[])");
      }
      return new Narrowed(readings(narrowing, arguments), conditions.toString(), arguments);
    }

    private static String within(String column, Times times, List<Object> arguments) {
      String from = next(arguments, times(times.spans().stream().map(Times.Span::from)));
      String to = next(arguments, times(times.spans().stream().map(Times.Span::to)));
      return " and exists (select from unnest(%s::timestamptz[], %s::timestamptz[]) s(a, z)"
              .formatted(from, to)
          + " where "
          + column
          + " >= s.a and "
          + column
          + " < s.z)";
    }

    private static String readings(Narrowing narrowing, List<Object> arguments) {
      if (narrowing.keys() == null) {
        return "record.reading";
      }
      List<ReadingKey> keys = List.copyOf(narrowing.keys());
      Short[] measures =
          keys.stream().map(key -> (short) key.measure().code()).toArray(Short[]::new);
      return KEYED
          .replace("$a", next(arguments, measures))
          .replace("$b", next(arguments, times(keys.stream().map(ReadingKey::reportedAt))))
          .replace(
              "$c", next(arguments, keys.stream().map(ReadingKey::device).toArray(Long[]::new)))
          .replace(
              "$d", next(arguments, keys.stream().map(ReadingKey::nativeId).toArray(Long[]::new)));
    }

    private static OffsetDateTime[] times(Stream<Instant> instants) {
      return instants.map(one -> one.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    private static String next(List<Object> arguments, Object argument) {
      arguments.add(argument);
      return "$" + (FIRST + arguments.size() - 1);
    }
  }

  private static String mirrored(String bound) {
    return bound
        .replace("r.reported_at >=", "r.reported_at <=")
        .replace("reported_at desc", "reported_at asc")
        .replace("- interval '52 hours', '-infinity'", "+ interval '52 hours', 'infinity'");
  }

  private ReadingSql() {}
}
