package org.trousse.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.door.RegistrationRate;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.sdk.Problem;
import org.trousse.sdk.measure.Measure;

/// What the HTTP door says when it does not take readings. For developers of devices, so in
/// English.
final class ReadingProblems {
  static final Problem SIGN_IN =
      new Problem(
          "sign-in",
          401,
          "Sign in",
          "Send HTTP Basic credentials, user name {device}@{tenant} and the device's password, or"
              + " the access token of the device's app.");
  static final Problem TOKEN =
      new Problem(
          "sign-in",
          401,
          "Sign in",
          "Send one access token of your app: Authorization: Bearer, or DPoP with one proof.");
  static final Problem ENDED =
      new Problem(
          "device-ended",
          403,
          "This device's registration has ended",
          "Its readings are not taken any more, whenever they were measured.");
  static final Problem NOT_YOURS =
      new Problem(
          "not-your-device",
          403,
          "Not your device",
          "This sign-in may not send for that device. Check the id in the path.");
  static final Problem TOO_MANY_FAILURES =
      new Problem(
          "too-many-failures",
          429,
          "Too many refused sign-ins",
          "Too many refused sign-ins came from this address: wait a minute.");
  static final Problem QUOTA =
      new Problem(
          "quota",
          429,
          "The day's quota is used up",
          "Keep the readings and send them after midnight UTC.");
  static final Problem BUSY =
      new Problem(
          "busy",
          503,
          "Readings cannot be stored now",
          "Nothing of this request is promised: send all of it again after Retry-After seconds.");
  static final Problem OTHER_BODY =
      new Problem(
          "idempotency-key-reused",
          409,
          "This Idempotency-Key came with another body",
          "Use a new key for a new request; use the old key only to repeat the same one.");
  static final Problem BAD_KEY =
      new Problem(
          "idempotency-key",
          400,
          "Not an Idempotency-Key",
          "An Idempotency-Key has 1 to 128 visible characters.");
  static final Problem TOO_LARGE =
      new Problem(
          "too-large",
          413,
          "Too large",
          "A request has at most 1 MiB and 1,000 records: send several.");

  static final Problem TOO_MANY_CHANGES =
      new Problem(
          "too-many-changes",
          429,
          "Too many changes",
          "At most "
              + RegistrationRate.CHANGES_MAX
              + " devices a minute are registered or ended for one patient.");
  static final Problem TOO_MANY_DEVICES =
      new Problem(
          "too-many-devices",
          409,
          "Too many devices",
          "A patient has at most "
              + RegistrationLane.DEVICES_MAX
              + " devices of one app: end one that is not used any more.");
  static final Problem TAKEN =
      new Problem(
          "device-taken",
          409,
          "This device is somebody else's now",
          "Register it under another name.");
  static final Problem NO_SUCH_DEVICE =
      new Problem(
          "no-such-device",
          404,
          "No such device",
          "Your app has no device of this id at this patient's.");

  private ReadingProblems() {}

  /// Neither taken nor refused: it may be taken later.
  static Problem heldBack(Right right) {
    return new Problem(right.word(), 503, "Not now", right.mend());
  }

  static Problem notADevice(String mend) {
    return new Problem("not-a-device", 400, "This does not describe a device", mend);
  }

  static Problem notGranted(Set<Measure> measures) {
    List<String> words = measures.stream().map(Measure::word).sorted().toList();
    return new Problem(
        Right.NOT_GRANTED.word(),
        403,
        "Not allowed by the patient",
        "The patient does not let your app add: " + String.join(", ", words) + ".",
        Map.of("measures", words));
  }

  static Problem contentType(String given) {
    return new Problem(
        "content-type",
        415,
        "Unknown content type",
        "'"
            + given
            + "' is none of application/json (json1), application/senml+json and"
            + " application/vnd.trousse.batch+json. For another codec add ?codec=, e.g."
            + " ?codec=gatt-2a18 with application/octet-stream.");
  }

  static Problem notJson(String mend) {
    return new Problem("not-json", 400, "The body is not JSON that we read", mend);
  }

  static Problem allRefused(List<RecordOutcome> records) {
    Map<String, Object> members = OutcomeMessage.members(null, null, records);
    return new Problem(
        "readings-refused",
        422,
        "No record was taken",
        "Each record says under 'mend' what to send instead.",
        members);
  }
}
