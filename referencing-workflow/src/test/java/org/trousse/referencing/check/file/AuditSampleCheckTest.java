package org.trousse.referencing.check.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class AuditSampleCheckTest {
  private static final String EVENT =
      """
      {"resourceType": "AuditEvent",
       "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
       "action": "R", "recorded": "2026-11-20T10:00:00.000+01:00",
       "purposeOfEvent": [{"coding": [{"code": "TREAT"}]}],
       "agent": [{"who": {"identifier": {"value": "nurse-example"}}, "requestor": true}],
       "source": {"observer": {"display": "Example App"}},
       "entity": [{"what": {"reference": "Patient/example"}},
                  {"what": {"reference": "Observation/example"}}]}\
      """;

  private static Finding judge(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Vendors()
        .sight(
            new Look.HandedIn("LOG-01"),
            new Sight.File("application/json", "00", new Sight.Bytes(bytes)))
        .judge(new AuditSampleCheck());
  }

  @Test
  void whole_samples_pass_in_every_wrapping() {
    for (String json :
        new String[] {
          EVENT,
          "[" + EVENT + "," + EVENT + "]",
          "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + EVENT + "}]}",
          EVENT.replace("\n", "") + "\n" + EVENT.replace("\n", "") + "\n",
          "\ufeff" + EVENT
        }) {
      Finding finding = judge(json);
      assertThat(finding.outcome()).as("%s", finding.saw()).isEqualTo(Outcome.PASSED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"value\": \"nurse-example\"} | {\"system\": \"x\"} | say who",
        "\"code\": \"rest\" | \"code\": \"\" | say what",
        "\"action\": \"R\" | \"action\": \"READ\" | say what",
        "2026-11-20T10:00:00.000+01:00 | 2026-11-20T10:00:00 | say when",
        "2026-11-20T10:00:00.000+01:00 | yesterday | say when",
        "\"code\": \"TREAT\" | \"display\": \"\" | say why",
        "purposeOfEvent | purpose | say why",
        "Patient/example | Device/example | whose data",
        "Patient/example | https://x.example/NotPatient/example | whose data",
        "\"Example App\" | \"glucose 6.2 mmol/L\" | holds a reading",
        "\"Example App\" | \"120 mmHg\" | holds a reading",
        "{\"display\": \"Example App\"} | {\"valueQuantity\": {\"value\": 5}} | holds a reading"
      })
  void names_what_an_event_lacks_or_says_too_much(String from, String to, String words) {
    assertThat(EVENT).contains(from);

    Finding finding = judge("[" + EVENT + "," + EVENT.replace(from, to) + "]");

    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding.saw())
        .extracting(Text::english)
        .anyMatch(line -> line.startsWith("Event 2") && line.contains(words));
    assertThat(finding.mend()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "not json", "{\"resourceType\":\"Patient\"}", "null", "1"})
  void a_file_without_events_fails(String json) {
    assertThat(judge(json).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void never_repeats_what_a_sample_holds() {
    Finding finding = judge(EVENT.replace("Example App", "canary 6.2 mmol/L"));

    assertThat(finding.toString()).doesNotContain("canary").doesNotContain("6.2");
  }

  @Test
  void without_a_sample_it_is_not_verified() {
    assertThat(new Vendors().judge(new AuditSampleCheck()).outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
  }
}
