package org.trousse.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.door.RegistrationRate;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.gateway.page.ProblemKind;
import org.trousse.sdk.Problem;
import org.trousse.sdk.measure.Measure;

/// What the HTTP door says when it does not take readings. For developers of devices, so in
/// English.
final class ReadingProblems {
  static final Problem SIGN_IN =
      ProblemKind.SIGN_IN.problem(
          "Send HTTP Basic credentials, user name {device}@{tenant} and the device's password, or"
              + " the access token of the device's app.");
  static final Problem TOKEN =
      ProblemKind.SIGN_IN.problem(
          "Send one access token of your app: Authorization: Bearer, or DPoP with one proof.");
  static final Problem ENDED =
      ProblemKind.DEVICE_ENDED.problem(
          "Its readings are not taken any more, whenever they were measured.");
  static final Problem NOT_YOURS =
      ProblemKind.NOT_YOUR_DEVICE.problem(
          "This sign-in may not send for that device. Check the id in the path.");
  static final Problem TOO_MANY_FAILURES =
      ProblemKind.TOO_MANY_FAILURES.problem(
          "Too many refused sign-ins came from this address: wait a minute.");
  static final Problem QUOTA =
      ProblemKind.QUOTA.problem("Keep the readings and send them after midnight UTC.");
  static final Problem BUSY =
      ProblemKind.BUSY.problem(
          "Nothing of this request is promised: send all of it again after Retry-After seconds.");
  static final Problem OTHER_BODY =
      ProblemKind.IDEMPOTENCY_KEY_REUSED.problem(
          "Use a new key for a new request; use the old key only to repeat the same one.");
  static final Problem BAD_KEY =
      ProblemKind.IDEMPOTENCY_KEY.problem("An Idempotency-Key has 1 to 128 visible characters.");
  static final Problem TOO_LARGE =
      ProblemKind.TOO_LARGE.problem("A request has at most 1 MiB and 1,000 records: send several.");

  static final Problem TOO_LARGE_A_DEVICE =
      ProblemKind.TOO_LARGE.problem("A device is described in at most 4 KiB.");
  static final Problem TOO_MANY_CHANGES =
      ProblemKind.TOO_MANY_CHANGES.problem(
          "At most "
              + RegistrationRate.CHANGES_MAX
              + " devices a minute are registered or ended for one patient.");
  static final Problem TOO_MANY_DEVICES =
      ProblemKind.TOO_MANY_DEVICES.problem(
          "A patient has at most "
              + RegistrationLane.DEVICES_MAX
              + " devices of one app: end one that is not used any more.");
  static final Problem TAKEN =
      ProblemKind.DEVICE_TAKEN.problem("Register the device under another name.");
  static final Problem NO_SUCH_DEVICE =
      ProblemKind.NO_SUCH_DEVICE.problem("Your app has no device of this id at this patient's.");

  /// Of a body that cannot be taken apart as its Content-Type says, e.g. a form with `%zz`.
  static final String BROKEN =
      "The body is not what its Content-Type says: send JSON as application/json.";

  private ReadingProblems() {}

  /// Neither taken nor refused: it may be taken later.
  static Problem heldBack(Right right) {
    return switch (right) {
      case PAUSED -> ProblemKind.APP_PAUSED.problem(right.mend());
      case SUSPENDED -> ProblemKind.APP_SUSPENDED.problem(right.mend());
      case STALE, ALLOWED, NOT_GRANTED, ENDED -> ProblemKind.BUSY.problem(right.mend());
    };
  }

  static Problem notADevice(String mend) {
    return ProblemKind.NOT_A_DEVICE.problem(mend);
  }

  static Problem notGranted(Set<Measure> measures) {
    List<String> words = measures.stream().map(Measure::word).sorted().toList();
    return ProblemKind.NOT_GRANTED.problem(
        "The patient does not let your app add: " + String.join(", ", words) + ".",
        Map.of("measures", words));
  }

  static Problem contentType(String given) {
    return ProblemKind.CONTENT_TYPE.problem(
        "'"
            + given
            + "' is none of application/json (json1), application/senml+json and"
            + " application/vnd.trousse.batch+json. For another codec add ?codec=, e.g."
            + " ?codec=gatt-2a18 with application/octet-stream.");
  }

  static Problem notJson(String mend) {
    return ProblemKind.NOT_JSON.problem(mend);
  }

  static Problem allRefused(List<RecordOutcome> records) {
    Map<String, Object> members = OutcomeMessage.members(null, null, records);
    return ProblemKind.READINGS_REFUSED.problem(
        "Each record says under 'mend' what to send instead.", members);
  }
}
