package org.trousse.record.reading;

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
  /// Row-level security shows one patient's rows, for this transaction.
  static final String FOR_PATIENT = "select set_config('trousse.patient', $1, true)";

  static final String COLUMNS =
      """
      reported_at, device, native_id, received_at, coalesce(flags, 0) as flags, device_status,
      coalesce(correction_s, 0) as correction_s, measure,
      coalesce(status, 0::smallint) as status, specimen, site, meal, zone_min,
      original_unit, value, diastolic, mean, pulse, original\
      """;

  static final String BY_KEY =
      "select "
          + COLUMNS
          + """

          from record.reading
          where patient = $1 and measure = $2 and reported_at = $3 and device = $4
            and native_id = $5\
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
      select known.label, known.specialisation, known.app
      from (
        select device from record.reading
        where patient = $1 and measure = any ($3) and device = $2
          and reported_at + coalesce(correction_s, 0) * interval '1 second' >= $4
        limit 1) seen
      left join record.device known on known.key = seen.device\
      """;

  static final String PATIENT =
      "select given, family, birth_date, synthetic from record.patient where id = $1";

  private static final String EFFECTIVE =
      "(reported_at + coalesce(correction_s, 0) * interval '1 second')";

  /// $1 patient, $2 measures, $3 from, $4 to, $5 limit, $6 to $10 the position to start after, $11
  /// specimens of blood.
  private static final String RANGE =
      """
      select f.*
      from unnest($2::smallint[]) as m(measure_code)
      cross join lateral (
        (select COLUMNS
         from record.reading r
         where r.patient = $1 and r.measure = m.measure_code
           and abs(coalesce(r.correction_s, 0)) <= 93600
           and r.reported_at >= $3::timestamptz - interval '26 hours'
           and r.reported_at < $4::timestamptz + interval '26 hours'
           BOUNDED
           and WANTED
         order by DIRECTION
         limit $5)
        union all
        (select COLUMNS
         from record.reading r
         where r.patient = $1 and r.measure = m.measure_code
           and abs(r.correction_s) > 93600
           and WANTED
         order by DIRECTION
         limit $5)
      ) f
      order by DIRECTION
      limit $5 * SETS\
      """;

  private static final String WANTED =
      """
      EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
             and ($11::smallint[] is null or measure <> 1 or coalesce(specimen, 0) = any ($11))
             and ($6::timestamptz is null
               or (EFFECTIVE, measure, reported_at, device, native_id)
                 BEYOND ($6::timestamptz, $7::smallint, $8::timestamptz, $9::bigint, $10::bigint))
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

  /// `limit` readings of all measures together.
  static String search(boolean newestFirst, boolean bounded) {
    return range(newestFirst, bounded ? BOUND : "", WANTED, "1");
  }

  /// `limit` readings of each measure, newest first, without those entered in error.
  static String latest() {
    return range(
        true, BOUND, WANTED + " and status is distinct from 2", "2 * cardinality($2::smallint[])");
  }

  private static String range(boolean newestFirst, String bound, String wanted, String sets) {
    return RANGE
        .replace("BOUNDED", newestFirst ? bound : mirrored(bound))
        .replace("WANTED", wanted)
        .replace("COLUMNS", COLUMNS)
        .replace(
            "order by DIRECTION",
            "order by EFFECTIVE WAY, measure WAY, reported_at WAY, device WAY, native_id WAY")
        .replace("WAY", newestFirst ? "desc" : "asc")
        .replace("BEYOND", newestFirst ? "<" : ">")
        .replace("EFFECTIVE", EFFECTIVE)
        .replace("SETS", sets);
  }

  private static String mirrored(String bound) {
    return bound
        .replace("r.reported_at >=", "r.reported_at <=")
        .replace("reported_at desc", "reported_at asc")
        .replace("- interval '52 hours', '-infinity'", "+ interval '52 hours', 'infinity'");
  }

  private ReadingSql() {}
}
