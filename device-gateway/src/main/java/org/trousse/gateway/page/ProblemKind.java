package org.trousse.gateway.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trousse.sdk.Problem;

/// Every kind of problem that this house tells (RFC 9457 §3.1.1). A problem is made here and
/// nowhere else, with the title of its page, so that no type leads nowhere and no title differs.
public enum ProblemKind {
  SIGN_IN("sign-in", 401),
  DEVICE_ENDED("device-ended", 403),
  NOT_YOUR_DEVICE("not-your-device", 403),
  TOO_MANY_FAILURES("too-many-failures", 429),
  QUOTA("quota", 429),
  BUSY("busy", 503),
  IDEMPOTENCY_KEY("idempotency-key", 400),
  IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 409),
  TOO_LARGE("too-large", 413),
  CONTENT_TYPE("content-type", 415),
  NOT_JSON("not-json", 400),
  READINGS_REFUSED("readings-refused", 422);

  private final String word;
  private final int status;

  ProblemKind(String word, int status) {
    this.word = word;
    this.status = status;
  }

  /// The kind that a type's last part names.
  static Optional<ProblemKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /// A problem of this kind, for developers of devices, so in English.
  ///
  /// @param detail what is wrong here, and the mend
  public Problem problem(String detail) {
    return problem(detail, Map.of());
  }

  /// The same with further members.
  public Problem problem(String detail, Map<String, Object> more) {
    return new Problem(word, status, title(Words.in(Locale.ENGLISH)), detail, more);
  }

  /// The last part of its type.
  public String word() {
    return word;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// Its type.
  public String type() {
    return Problem.TYPE_BASE + word;
  }

  public String title(Words words) {
    return words.text("problem." + word + ".title");
  }

  /// When it comes, and what becomes of the readings.
  public String what(Words words) {
    return words.text("problem." + word + ".what");
  }

  /// What to do about it.
  public String mend(Words words) {
    return words.text("problem." + word + ".mend");
  }
}
