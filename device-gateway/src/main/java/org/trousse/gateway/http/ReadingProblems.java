package org.trousse.gateway.http;

import java.util.List;
import java.util.Map;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.gateway.page.ProblemKind;
import org.trousse.sdk.Problem;

/// What the HTTP door says when it does not take readings. For developers of devices, so in
/// English.
final class ReadingProblems {
  static final Problem SIGN_IN =
      ProblemKind.SIGN_IN.problem(
          "Send HTTP Basic credentials: user name {device}@{tenant} and the device's password.");
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

  private ReadingProblems() {}

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
