package org.trousse.platform.database.backup;

import java.sql.SQLException;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.embedded.ScratchServer;

/// A few rows in every table that a backup must bring back exactly. All people are made up.
final class SyntheticRows {
  private static final String RECORD =
      """
      insert into record.patient (id, given, family, birth_date, synthetic) values
        (1, 'Ada', 'Exemple', '1950-02-28', true), (2, E'Zoé\\t\\\\N', 'Muster''s "kin"', '2019-12-31', true);
      insert into record.device (key, tenant, name, label, specialisation) values
        (11, 'demo', 'meter', 'Synthetic meter', 528401), (12, 'demo', 'scale', 'Synthetic scale', 528399);
      insert into record.reading (patient, reported_at, device, native_id, received_at, flags,
          correction_s, measure, codec, value, diastolic, original, payload, extra) values
        (1, '2026-11-01 08:00:00.123456+00', 11, 1, '2026-11-01 08:00:05+00', 0, 0, 1, 1,
          104.50, null, '5.80', '\\x00ff0a5c09', null),
        (1, '2026-11-01 08:05:00+00', 11, 2, '2026-11-01 08:05:05+00', 3, -93601, 1, 1,
          0.1000000000000000000000000001, null, null, '\\x', '{"note": "line\\nbreak \\\\N"}'),
        (2, '2026-11-01 09:00:00+00', 12, 1, '2026-11-01 09:00:01+00', 0, 0, 2, 3,
          17.250, 80, '38.03', '\\xdeadbeef', null)\
      """;

  private static final String GATEWAY =
      """
      insert into gateway.device (key, tenant, name, credential, measures, registered_at) values
        (11, 'demo', 'meter', '\\x0102', '{1}', '2026-10-01 00:00:00+00'),
        (12, 'demo', 'scale', '\\x0304', '{2,3}', '2026-10-01 00:00:00+00');
      insert into gateway.acts_for (principal, device) values (11, 12);
      insert into gateway.binding (device, patient, during) values
        (11, 1, '[2026-10-01 00:00:00+00,)'),
        (12, 2, '[2026-10-01 00:00:00+00,2027-01-01 00:00:00+00)')\
      """;

  private SyntheticRows() {}

  static void insert(DatabaseUrl database) throws SQLException {
    ScratchServer.execute(database, RECORD);
    ScratchServer.execute(database, GATEWAY);
  }
}
