package org.trousse.record.create;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.record.create.Draft.NamedDevice;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// What makes a reading that an app wrote the same when it comes again: its identifier, else the
/// request's Idempotency-Key. With neither it is a reading of its own each time, and flagged.
public final class Identity {
  /// A tenant that the gateway gives nobody.
  private static final String TENANT = "trousse-app";

  private Identity() {}

  /// The reading of a draft.
  ///
  /// @param clientId the app that wrote it; null: the patient's own token
  /// @param key the request's Idempotency-Key, different for each entry of a Bundle; null without
  /// @param receivedAt different for each reading
  public static Reading reading(
      Draft draft,
      PatientId patient,
      @Nullable String clientId,
      @Nullable String key,
      Instant receivedAt) {
    String said = draft.identifier() == null ? key : draft.identifier();
    Set<Flag> flags = new TreeSet<>(Plausible.serious(draft.measure(), draft.amounts()));
    flags.addAll(draft.beside().flags());
    if (said == null) {
      flags.add(Flag.IDENTITY_WEAK);
    }
    if (clientId == null) {
      flags.add(Flag.SELF_REPORTED);
    }
    return new Reading(
        patient,
        draft.measure(),
        draft.at(),
        device(draft.device(), clientId),
        said == null ? number(receivedAt) : number(said),
        0,
        receivedAt,
        draft.amounts(),
        draft.beside().original(),
        draft.specimen(),
        draft.site(),
        draft.meal(),
        draft.zoneMinutes(),
        flags,
        draft.beside().status(),
        draft.payload());
  }

  /// The device that a reading of this app came from.
  public static DeviceId device(@Nullable NamedDevice device, @Nullable String clientId) {
    String app = clientId == null ? "own" : "app." + clientId;
    if (device == null && DeviceId.isLevel(app)) {
      return new DeviceId(TENANT, app);
    }
    String whole = app + '\u001f' + (device == null ? "" : device.identifier());
    return new DeviceId(TENANT, HexFormat.of().formatHex(digest(whole), 0, 16));
  }

  /// The number that stands for an identifier; negative, see [Reading#nativeId].
  public static long number(String identifier) {
    return ByteBuffer.wrap(digest(identifier)).getLong() | Long.MIN_VALUE;
  }

  private static long number(Instant receivedAt) {
    return receivedAt.getEpochSecond() * 1_000_000L + receivedAt.getNano() / 1_000;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
