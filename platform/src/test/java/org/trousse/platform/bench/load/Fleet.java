package org.trousse.platform.bench.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

/// Synthetic meters, each bound to a synthetic patient of its own, registered in bulk: the rows are
/// those that the registry writes one by one.
public final class Fleet {
  static final String PASSWORD = "synthetic-bench-password";

  private static final String DEVICES =
      """
      insert into gateway.device (key, tenant, name, credential, measures, registered_at)
      select key, 'bench', name, ?, array[%d]::smallint[], now()
      from unnest(?::bigint[], ?::text[]) as d (key, name)\
      """
          .formatted(Measure.BLOOD_GLUCOSE.code());

  private static final String BINDINGS =
      """
      insert into gateway.binding (device, patient, during)
      select device, patient, tstzrange(now() - interval '30 days', null, '[)')
      from unnest(?::bigint[], ?::bigint[]) as b (device, patient)\
      """;

  private static final String SOURCES =
      """
      insert into record.device (key, tenant, name, label, specialisation)
      select key, 'bench', name, 'Synthetic meter', 528401
      from unnest(?::bigint[], ?::text[]) as d (key, name)\
      """;

  private static final String PATIENTS =
      """
      insert into record.patient (id, given, family, birth_date, synthetic)
      select id, 'Synthetic', 'Bench', date '1970-01-01', true from unnest(?::bigint[]) as p (id)\
      """;

  private Fleet() {}

  static DeviceId device(int number) {
    return new DeviceId("bench", "m%05d".formatted(number));
  }

  public static void register(Connection owner, PlatformKey key, int size) throws SQLException {
    List<DeviceId> devices = IntStream.range(0, size).mapToObj(Fleet::device).toList();
    Object[] keys = devices.stream().map(DeviceId::key).toArray();
    Object[] names = devices.stream().map(DeviceId::name).toArray();
    Object[] patients = new Random(2).longs(size, 0, Long.MAX_VALUE).boxed().toArray();
    insert(owner, DEVICES, credential(key), array(owner, keys), texts(owner, names));
    insert(owner, SOURCES, array(owner, keys), texts(owner, names));
    insert(owner, PATIENTS, array(owner, patients));
    insert(owner, BINDINGS, array(owner, keys), array(owner, patients));
    try (var statement = owner.createStatement()) {
      statement.execute("analyze");
    }
  }

  private static Array array(Connection owner, Object[] numbers) throws SQLException {
    return owner.createArrayOf("bigint", numbers);
  }

  private static Array texts(Connection owner, Object[] words) throws SQLException {
    return owner.createArrayOf("text", words);
  }

  private static void insert(Connection owner, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(sql)) {
      for (int place = 0; place < values.length; place++) {
        statement.setObject(place + 1, values[place]);
      }
      statement.executeUpdate();
    }
  }

  /// As the platform keeps it: a keyed hash.
  private static byte[] credential(PlatformKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.derive("device credentials"), "HmacSHA256"));
      return mac.doFinal(PASSWORD.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }
}
