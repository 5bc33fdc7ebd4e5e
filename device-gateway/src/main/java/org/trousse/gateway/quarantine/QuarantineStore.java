package org.trousse.gateway.quarantine;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.page.QuarantineRoutes.Quarantined.Before;
import org.trousse.gateway.page.QuarantinedView;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Payload;

/// The table `gateway.quarantine`.
public final class QuarantineStore {
  private static final String KEEP =
      """
      insert into gateway.quarantine (id, tenant, device, device_name, patient, codec, reasons,
        detail, measured_at, received_at, payload)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      on conflict (id) do nothing\
      """;

  private static final String PAGE =
      """
      select id, tenant, device_name, codec, reasons, detail, received_at, payload
      from gateway.quarantine
      where ($1::text is null or $1 = any (reasons))
        and ($2::timestamptz is null or (received_at, id) < ($2, $3::uuid))
      order by received_at desc, id desc limit $4\
      """;

  /// The condition as the partial index has it, word for word.
  private static final String WITHOUT_SESSION =
      """
      select id, received_at, codec, payload from gateway.quarantine
      where device = $1 and 'session-unknown' = any (reasons) and (received_at, id) > ($2, $3::uuid)
      order by received_at, id limit $4\
      """;

  /// A sensor's record that came before the start of its session.
  public record Early(UUID id, Instant receivedAt, Payload payload) {
    /// Before all others.
    public static final Early NONE =
        new Early(new UUID(0, 0), Instant.EPOCH, new Payload("", new byte[0]));
  }

  private final Pool pool;

  public QuarantineStore(Pool pool) {
    this.pool = pool;
  }

  /// Keeps it; completes after COMMIT. The same bytes of the same device and time for the same
  /// reasons are kept once, however often they are sent.
  public Future<Void> keep(Quarantined kept) {
    return pool.preparedQuery(KEEP).execute(row(kept)).mapEmpty();
  }

  /// What was kept aside, newest first; see
  /// [org.trousse.gateway.page.QuarantineRoutes.Quarantined].
  public Future<List<QuarantinedView>> page(
      @Nullable String reason, @Nullable Before before, int limit) {
    OffsetDateTime since = before == null ? null : utc(before.receivedAt());
    return pool.preparedQuery(PAGE)
        .execute(Tuple.of(reason, since, before == null ? null : before.id(), limit))
        .map(rows -> {
          List<QuarantinedView> page = new ArrayList<>(rows.size());
          rows.forEach(row -> page.add(view(row)));
          return page;
        });
  }

  /// The sensor's records that wait for the start of their session, in the order in which they
  /// came.
  public Future<List<Early>> withoutSession(DeviceId sensor, Early after, int limit) {
    return pool.preparedQuery(WITHOUT_SESSION)
        .execute(Tuple.of(sensor.key(), utc(after.receivedAt()), after.id(), limit))
        .map(rows -> {
          List<Early> waiting = new ArrayList<>(rows.size());
          rows.forEach(row -> waiting.add(early(row)));
          return waiting;
        });
  }

  /// Forgets what is in the record by now.
  public Future<Void> release(List<UUID> ids) {
    return pool.preparedQuery("delete from gateway.quarantine where id = any ($1)")
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .mapEmpty();
  }

  private static Early early(Row row) {
    return new Early(
        row.getUUID("id"),
        row.getOffsetDateTime("received_at").toInstant(),
        new Payload(row.getString("codec"), row.getBuffer("payload").getBytes()));
  }

  private static QuarantinedView view(Row row) {
    return new QuarantinedView(
        row.getUUID("id"),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("tenant") + "/" + row.getString("device_name"),
        List.of(row.getArrayOfStrings("reasons")),
        row.getString("detail"),
        new Payload(row.getString("codec"), row.getBuffer("payload").getBytes()));
  }

  private static Tuple row(Quarantined kept) {
    return Tuple.tuple()
        .addValue(id(kept))
        .addString(kept.device().tenant())
        .addLong(kept.device().key())
        .addString(kept.device().name())
        .addValue(kept.patient() == null ? null : kept.patient().value())
        .addString(kept.payload().codec())
        .addArrayOfString(kept.reasons().toArray(String[]::new))
        .addString(kept.detail())
        .addValue(utc(kept.measuredAt()))
        .addValue(utc(kept.receivedAt()))
        .addBuffer(Buffer.buffer(kept.payload().bytes()));
  }

  private static UUID id(Quarantined kept) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(kept.device().key()).flip());
      sha.update(String.join("\n", kept.reasons()).getBytes(StandardCharsets.UTF_8));
      sha.update(kept.payload().codec().getBytes(StandardCharsets.UTF_8));
      sha.update(String.valueOf(kept.measuredAt()).getBytes(StandardCharsets.UTF_8));
      sha.update(kept.payload().bytes());
      ByteBuffer digest = ByteBuffer.wrap(sha.digest());
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
