package org.trousse.gateway.codec.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;

/// What the formats' pages and the vectors do not show of the files. All of it is invented.
final class ExportsTest {
  private static final String CLARITY =
      "Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,"
          + "Source Device ID,Glucose Value (mg/dL),Transmitter Time (Long Integer),Transmitter ID";
  private static final String LIBRE =
      "Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose"
          + " mg/dL,c7,c8,c9,c10,c11,c12,c13,Notes,Strip Glucose mg/dL,Ketone mmol/L";

  @Test
  void the_rows_order_tells_the_hour_that_comes_twice() {
    String file =
        "# zone=Europe/Paris\n"
            + CLARITY
            + "\n1,2026-10-25T02:50:00,EGV,,,,x,100,1,T"
            + "\n2,2026-10-25T02:05:00,EGV,,,,x,101,2,T"
            + "\n3,2026-10-25T02:55:00,EGV,,,,x,102,3,T"
            + "\n4,2026-10-25T03:00:00,EGV,,,,x,103,4,T\n";

    List<Said> said = clarity(file);

    assertThat(said)
        .extracting(one -> ((Said.Time.Wall) ((Said.Measured) one).time()).later())
        .containsExactly(false, true, true, false);
  }

  @Test
  void the_rows_that_name_the_patient_are_never_kept() {
    String file =
        CLARITY
            + "\n1,,FirstName,,Invented,,,,,"
            + "\n2,,Alert,High,,,x,250,,"
            + "\n3,2026-03-07T08:00:00,EGV,,,,x,100,1,T\n";

    List<Said> said = clarity(file);

    assertThat(said).hasSize(1);
    assertThat(new String(said.getFirst().payload().bytes(), StandardCharsets.UTF_8))
        .doesNotContain("Invented")
        .contains("EGV");
  }

  @Test
  void a_file_without_a_dated_row_is_refused() {
    assertThat(clarity(CLARITY + "\n1,,FirstName,,Invented,,,,,\n").getFirst())
        .isInstanceOf(Said.Unreadable.class);
  }

  @Test
  void two_rows_of_one_minute_are_two_readings() {
    String row = "FreeStyle LibreLink,S,27-03-2026 08:15,1,,112,,,,,,,,,,";

    List<Said> said = libre(LIBRE + "\n" + row + "\n" + row + "\n");

    assertThat(said)
        .extracting(one -> ((Said.Measured) one).nativeId())
        .containsExactly("sn:S/rt:1/n:1", "sn:S/rt:1/n:2");
  }

  @Test
  void another_date_of_the_file_tells_the_order() {
    String file =
        LIBRE
            + "\nLibreLink,S,03-05-2026 08:15,0,112,,,,,,,,,,,"
            + "\nLibreLink,S,27-03-2026 08:15,0,113,,,,,,,,,,,\n";

    Said.Measured first = (Said.Measured) libre(file).getFirst();

    assertThat(((Said.Time.At) first.time()).instant()).hasToString("2026-05-03T08:15:00Z");
  }

  @Test
  void dates_that_disagree_tell_no_order() {
    String file =
        LIBRE
            + "\nLibreLink,S,03-27-2026 08:15,0,112,,,,,,,,,,,"
            + "\nLibreLink,S,27-03-2026 08:15,0,113,,,,,,,,,,,\n";

    assertThat(libre(file)).allMatch(one -> one instanceof Said.Undecided);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void files_of_every_usual_encoding_are_read(String name) {
    String mark = name.startsWith("UTF") ? "\ufeff" : "";
    String header = LIBRE.replace("Historic Glucose", "Historique de la glycémie");
    String file = mark + header + "\nLibreLink,é,27-03-2026 08:15,0,112,,,,,,,,,,,\n";
    Payload payload = new Payload("libreview-csv", file.getBytes(Charset.forName(name)));

    Said.Measured said = (Said.Measured) new LibreViewCsv().decode(payload).getFirst();

    assertThat(said.nativeId()).isEqualTo("sn:é/rt:0/n:1");
    assertThat(said.amounts().value()).isEqualByComparingTo(new BigDecimal("112"));
  }

  @Test
  void quotes_may_hold_separators_quotes_and_line_ends() {
    String file =
        "\"Patient: \"\"X\"\", report\"\n"
            + LIBRE
            + "\r\n\"LibreLink\",\"S,\"\"1\"\"\n2\",27-03-2026 08:15,0,\"112\",,,,,,,,,,,\r\n";

    Said.Measured said = (Said.Measured) libre(file).getFirst();

    assertThat(said.nativeId()).isEqualTo("sn:S,\"1\"\n2/rt:0/n:1");
  }

  @Test
  void a_thousand_rows_are_read_and_one_more_is_refused() {
    String row = "\nLibreLink,S,27-03-2026 08:15,0,112,,,,,,,,,,,";

    assertThat(libre(LIBRE + row.repeat(1_000))).hasSize(1_000);
    assertThat(libre(LIBRE + row.repeat(1_001)))
        .hasSize(1)
        .first()
        .isInstanceOf(Said.Unreadable.class);
  }

  @Test
  void a_header_that_would_be_repeated_at_length_is_refused() {
    String header = LIBRE + ",x" + "y".repeat(4_096);

    assertThat(libre(header + "\nLibreLink,S,27-03-2026 08:15,0,112,,,,,,,,,,,").getFirst())
        .isInstanceOfSatisfying(
            Said.Unreadable.class, no -> assertThat(no.error()).isEqualTo("header"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# zone=Mars/Olympus", "# dateOrder=YMD", "# hello", "# zone"})
  void a_preface_that_is_not_understood_is_refused(String preface) {
    String file = preface + "\n" + LIBRE + "\nLibreLink,S,27-03-2026 08:15,0,112,,,,,,,,,,,";

    assertThat(libre(file).getFirst())
        .isInstanceOfSatisfying(
            Said.Unreadable.class, no -> assertThat(no.error()).isEqualTo("preface"));
  }

  @Test
  void a_pressure_that_stands_twice_is_one() {
    String both = record("BloodPressureSystolic", "128") + record("BloodPressureDiastolic", "82");

    List<Said> said =
        healthKit("<HealthData><Correlation>" + both + "</Correlation>" + both + "</HealthData>");

    assertThat(said).hasSize(1);
    assertThat(((Said.Measured) said.getFirst()).measure()).isEqualTo(Measure.BLOOD_PRESSURE);
  }

  @Test
  void no_file_of_ours_is_ever_opened(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "70");
    String xml =
        "<!DOCTYPE HealthData [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><HealthData>"
            + record("BodyMass", "&x;")
            + "</HealthData>";

    assertThat(healthKit(xml)).hasSize(1).first().isInstanceOf(Said.Unreadable.class);
  }

  @Test
  void entities_are_not_expanded() {
    String xml =
        "<!DOCTYPE h [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<HealthData><Record type=\"&b;\"/>&b;</HealthData>";

    assertThat(healthKit(xml)).hasSize(1).first().isInstanceOf(Said.Unreadable.class);
  }

  @Test
  void the_document_type_that_apple_writes_is_passed_over() {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE HealthData [<!ELEMENT HealthData"
            + " (Record*)><!ATTLIST Record type CDATA #REQUIRED>]><HealthData>"
            + record("BodyMass", "70")
            + "</HealthData>";

    assertThat(healthKit(xml)).hasSize(1).first().isInstanceOf(Said.Measured.class);
  }

  @Test
  void a_record_is_written_again_as_it_was_read() {
    String odd = "a&amp;b &lt;c&gt; &quot;d&quot; &#10;e";
    String xml =
        "<Record type=\"HKQuantityTypeIdentifierBodyMass\" unit=\"kg\" value=\"70\""
            + " startDate=\"2026-03-07 08:15:00 +0100\" sourceName=\""
            + odd
            + "\"><MetadataEntry key=\"HKWasUserEntered\" value=\"1\"/></Record>";

    Said.Measured once = (Said.Measured) healthKit(xml).getFirst();
    Said.Measured again = (Said.Measured) new HealthKit().decode(once.payload()).getFirst();

    assertThat(again).isEqualTo(once);
    assertThat(once.nativeId()).isEqualTo("hk:a&b <c> \"d\" \ne");
  }

  private static String record(String type, String value) {
    return "<Record type=\"HKQuantityTypeIdentifier"
        + type
        + "\" sourceName=\"Cuff\" unit=\""
        + (type.startsWith("Blood") ? "mmHg" : "kg")
        + "\" startDate=\"2026-03-07 08:15:00 +0100\" value=\""
        + value
        + "\"/>";
  }

  private static List<Said> clarity(String file) {
    return new ClarityCsv().decode(payload("clarity-csv", file));
  }

  private static List<Said> libre(String file) {
    return new LibreViewCsv().decode(payload("libreview-csv", file));
  }

  private static List<Said> healthKit(String xml) {
    return new HealthKit().decode(payload("healthkit", xml));
  }

  private static Payload payload(String codec, String text) {
    return new Payload(codec, text.getBytes(StandardCharsets.UTF_8));
  }
}
