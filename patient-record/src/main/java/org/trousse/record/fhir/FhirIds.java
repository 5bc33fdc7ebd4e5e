package org.trousse.record.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;

/// The FHIR ids that one app sees. Two apps that compare what they hold find no id in common, so
/// that a pairwise `sub` hides a person in FHIR too; nobody but us can lead an id back.
///
/// A number of 8 bytes and a word that says what it numbers are one block of AES under the app's
/// key: the same number has the same id always, and an id that somebody made up is nobody's.
///
/// Holds ciphers: for one thread.
public final class FhirIds {
  /// How the ids of aggregates begin; no other id does.
  public static final String AGGREGATE = "aggregate-";

  private static final Pattern SEALED = Pattern.compile("[0-9a-f]{32}");

  private static final Pattern OWN = Pattern.compile("[0-9a-f]{16}");

  /// What a sealed number numbers: 8 bytes.
  private static final byte[] PATIENT = "patient.".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] DEVICE = "device..".getBytes(StandardCharsets.US_ASCII);

  private final ReadingIds readings;
  private final @Nullable Numbers numbers;

  private FhirIds(ReadingIds readings, @Nullable Numbers numbers) {
    this.readings = readings;
    this.numbers = numbers;
  }

  /// What the patient's own tokens see: patients and devices have their internal numbers.
  ///
  /// @param secret the key of ids, at least 16 bytes
  public static FhirIds own(byte[] secret) {
    return new FhirIds(new ReadingIds(secret), null);
  }

  /// What `clientId` sees.
  ///
  /// @param secret the key of ids, at least 16 bytes
  public static FhirIds of(byte[] secret, String clientId) {
    byte[] key = derived(secret, "fhir ids of an app\u001f" + clientId);
    return new FhirIds(new ReadingIds(key), new Numbers(derived(key, "numbers")));
  }

  private static byte[] derived(byte[] secret, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC", absent);
    }
  }

  public ReadingIds readings() {
    return readings;
  }

  public String patient(PatientId id) {
    return numbers == null ? id.text() : numbers.seal(id.value(), PATIENT);
  }

  /// Empty for an id that is no patient's, or another app's.
  public Optional<PatientId> patient(String id) {
    if (numbers == null) {
      return PatientId.parse(id);
    }
    OptionalLong number = numbers.open(id, PATIENT);
    return number.isPresent() && number.getAsLong() >= 0
        ? Optional.of(new PatientId(number.getAsLong()))
        : Optional.empty();
  }

  /// The id of a device.
  ///
  /// @param key [org.trousse.sdk.DeviceId#key]
  public String device(long key) {
    return numbers == null ? HexFormat.of().toHexDigits(key) : numbers.seal(key, DEVICE);
  }

  /// Leads back to the device's number; empty for an id that is no device's, or another app's.
  public OptionalLong device(String id) {
    if (numbers != null) {
      return numbers.open(id, DEVICE);
    }
    return OWN.matcher(id).matches()
        ? OptionalLong.of(HexFormat.fromHexDigitsToLong(id))
        : OptionalLong.empty();
  }

  /// The id of something that is counted of a patient's readings.
  ///
  /// @param number what is counted
  public String aggregate(PatientId patient, long number) {
    byte[] whose = bytes(patient.value());
    return AGGREGATE
        + (numbers == null
            ? HexFormat.of().toHexDigits(number) + HexFormat.of().toHexDigits(patient.value())
            : numbers.seal(number, whose));
  }

  /// Leads back to what is counted; empty for every other id, and for another patient's.
  public OptionalLong aggregate(PatientId patient, String id) {
    String hex = id.startsWith(AGGREGATE) ? id.substring(AGGREGATE.length()) : "";
    byte[] whose = bytes(patient.value());
    if (numbers != null) {
      return numbers.open(hex, whose);
    }
    boolean own =
        SEALED.matcher(hex).matches() && hex.endsWith(HexFormat.of().toHexDigits(patient.value()));
    return own ? OptionalLong.of(HexFormat.fromHexDigitsToLong(hex, 0, 16)) : OptionalLong.empty();
  }

  /// The id of a professional, whose account is a block as it stands.
  public String practitioner(UUID account) {
    return numbers == null
        ? account.toString().replace("-", "")
        : numbers.seal(account.getMostSignificantBits(), bytes(account.getLeastSignificantBits()));
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private static final class Numbers {
    private final Cipher encrypts = cipher();
    private final Cipher decrypts = cipher();

    Numbers(byte[] key) {
      SecretKeySpec aes = new SecretKeySpec(key, "AES");
      try {
        encrypts.init(Cipher.ENCRYPT_MODE, aes);
        decrypts.init(Cipher.DECRYPT_MODE, aes);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("the key has 32 bytes", impossible);
      }
    }

    String seal(long number, byte[] word) {
      byte[] block = ByteBuffer.allocate(16).putLong(number).put(word).array();
      return HexFormat.of().formatHex(whole(encrypts, block));
    }

    OptionalLong open(String id, byte[] word) {
      if (!SEALED.matcher(id).matches()) {
        return OptionalLong.empty();
      }
      ByteBuffer block = ByteBuffer.wrap(whole(decrypts, HexFormat.of().parseHex(id)));
      long number = block.getLong();
      return block.equals(ByteBuffer.wrap(word)) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static Cipher cipher() {
      try {
        // one block under one key: there is nothing to chain
        return Cipher.getInstance("AES/ECB/NoPadding");
      } catch (GeneralSecurityException absent) {
        throw new IllegalStateException("every JDK has AES", absent);
      }
    }

    private static byte[] whole(Cipher cipher, byte[] block) {
      try {
        return cipher.doFinal(block);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("a block is a block", impossible);
      }
    }
  }
}
