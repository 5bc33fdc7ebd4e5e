package org.trousse.referencing.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.json.StrictJson;
import org.trousse.referencing.manifest.Manifest.Profile;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import tools.jackson.databind.node.ObjectNode;

final class ManifestReaderTest {
  private static final List<String> PLACES_OF_BAD_MEANING =
      List.of(
          "/audience",
          "/audience/minors",
          "/contacts/security",
          "/devices/0/broker",
          "/devices/0/kinds/1",
          "/devices/0/udiDi",
          "/devices/1/broker",
          "/devices/1/udiDi",
          "/editor/registration",
          "/exchange/incidentWebhook",
          "/exchange/jwks/keys/0",
          "/exchange/jwksUri",
          "/exchange/jwksUri",
          "/exchange/origins/0",
          "/exchange/origins/1",
          "/exchange/redirectUris/0",
          "/exchange/redirectUris/1",
          "/exchange/redirectUris/2",
          "/exchange/redirectUris/3",
          "/exchange/redirectUris/4",
          "/exchange/redirectUris/5",
          "/exchange/redirectUris/6",
          "/exchange/testDriver",
          "/exchange/wants/4/permission",
          "/hosting/countries/1",
          "/hosting/countries/2",
          "/hosting/expires",
          "/hosting/subProcessors/1/country",
          "/hosts/3",
          "/hosts/4",
          "/hosts/5",
          "/hosts/6",
          "/hosts/7",
          "/hosts/8",
          "/languages/1",
          "/languages/2",
          "/medicalDevice/udiDi",
          "/pages/disclosure",
          "/pages/securityTxt",
          "/pages/toTest/0",
          "/release/date",
          "/release/signature");

  private static final Set<String> OPEN = Set.of("127.0.0.1:8080");

  @ParameterizedTest
  @ValueSource(strings = {"listing", "smart-public", "fapi2-devices"})
  void reads_what_a_vendor_wrote_right(String name) {
    assertThat(Manifests.errors(Manifests.file(name))).isEmpty();
  }

  @Test
  void reads_every_part() {
    Manifest manifest = Manifests.good("fapi2-devices");

    assertThat(manifest.track()).isEqualTo(Track.EXCHANGE);
    assertThat(manifest.wants())
        .extracting(Manifest.Want::permission)
        .containsExactly("identity.read", "glucose.read", "glucose.add", "body-weight.read");
    assertThat(manifest.exchange())
        .isNotNull()
        .satisfies(exchange -> {
          assertThat(exchange.profile()).isEqualTo(Profile.FAPI2);
          assertThat(exchange.jwks()).startsWith("{\"keys\":[{");
        });
    assertThat(manifest.devices())
        .extracting(Manifest.DeviceModel::udiDi)
        .containsExactly("04000000000013", null);
    assertThat(manifest.hosting().subProcessors())
        .extracting(Manifest.SubProcessor::healthData)
        .containsExactly(false, true);
    assertThat(manifest.study()).extracting(Manifest.Study::participants).isEqualTo(120);
    assertThat(manifest.release().buildHash()).hasSize(64);
  }

  @Test
  void an_app_without_exchange_is_on_the_listing_track() {
    Manifest manifest = Manifests.good("listing");

    assertThat(manifest.track()).isEqualTo(Track.LISTING);
    assertThat(manifest.wants()).isEmpty();
    assertThat(manifest.ai()).isNull();
  }

  @Test
  void tells_all_that_the_schema_refuses_at_once() {
    List<ManifestError> errors = Manifests.errors(Manifests.file("bad-schema"));

    assertThat(errors)
        .extracting(ManifestError::at)
        .containsExactly(
            "/audience/minors",
            "/contact",
            "/contacts",
            "/exchange/testDriver",
            "/exchange/wants/0/permission",
            "/format",
            "/languages",
            "/platforms",
            "/purposes/0",
            "/release/buildHash",
            "/summary/fr");
    assertThat(errors).allSatisfy(ManifestReaderTest::isSaidInBothLanguages);
  }

  @Test
  void tells_all_that_no_schema_can_say_at_once() {
    List<ManifestError> errors = Manifests.errors(Manifests.file("bad-meaning"));

    assertThat(errors)
        .extracting(ManifestError::at)
        .containsExactlyElementsOf(PLACES_OF_BAD_MEANING);
    assertThat(errors).allSatisfy(ManifestReaderTest::isSaidInBothLanguages);
  }

  @Test
  void faults_of_both_sorts_are_told_together() {
    byte[] json =
        Manifests.bytes(
            "listing",
            root -> {
              root.remove("name");
              ((ObjectNode) root.get("editor")).put("registration", "123456789");
            });

    assertThat(Manifests.errors(json))
        .extracting(ManifestError::at)
        .containsExactly("/editor/registration", "/name");
  }

  @Test
  void a_summary_has_at_most_90_characters_however_many_units_they_take() {
    assertThat(errors("listing", "/summary", "fr", "é".repeat(90))).isEmpty();
    assertThat(errors("listing", "/summary", "en", "\uD83D\uDE42".repeat(90))).isEmpty();
    assertThat(errors("listing", "/summary", "fr", "é".repeat(91)))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.at()).isEqualTo("/summary/fr");
          assertThat(error.words().french()).isEqualTo("Plus de 90 caractères.");
          assertThat(error.words().english()).isEqualTo("More than 90 characters.");
        });
    assertThat(errors("listing", "/summary", "fr", " "))
        .extracting(ManifestError::at)
        .containsExactly("/summary/fr");
  }

  @Test
  void an_error_names_the_field_and_the_mend() {
    byte[] json =
        Manifests.bytes("listing", root -> ((ObjectNode) root.get("price")).put("model", "cheap"));

    assertThat(Manifests.errors(json))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.at()).isEqualTo("/price/model");
          assertThat(error.mend().english()).contains("free, paid, subscription, reimbursed");
          assertThat(error.mend().french()).contains("gratuit", "reimbursed");
        });
  }

  @Test
  void a_confidential_app_has_its_keys_in_one_place() {
    byte[] neither = exchange("fapi2-devices", exchange -> exchange.remove("jwks"));
    byte[] elsewhere =
        exchange(
            "fapi2-devices",
            exchange -> {
              exchange.remove("jwks");
              exchange.put("jwksUri", "https://app.glucose.example/jwks");
            });

    assertThat(Manifests.errors(neither))
        .extracting(ManifestError::at)
        .containsExactly("/exchange/jwksUri");
    assertThat(Manifests.errors(elsewhere)).isEmpty();
  }

  @Test
  void a_public_app_has_no_keys() {
    byte[] json =
        exchange(
            "smart-public", exchange -> exchange.put("jwksUri", "https://api.tension.example/k"));

    assertThat(Manifests.errors(json))
        .singleElement()
        .satisfies(error -> assertThat(error.words().english()).contains("keeps no key"));
  }

  static Stream<String> redirectsOfAPublicApp() {
    return Stream.of(
        "https://www.tension.example/retour",
        "http://127.0.0.1:5000/retour",
        "http://[::1]/retour",
        "example.tension.app:/retour");
  }

  @ParameterizedTest
  @MethodSource("redirectsOfAPublicApp")
  void a_public_app_may_come_back_there(String redirect) {
    byte[] json =
        exchange("smart-public", exchange -> exchange.putArray("redirectUris").add(redirect));

    assertThat(Manifests.errors(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.tension.example/retour",
        "http://localhost/retour",
        "http://127.0.0.1.evil.example/retour",
        "https://www.tension.example.evil.example/retour",
        "https://notwww.tension.example/retour",
        "https://www.tension.example@evil.example/retour",
        "https://www.tension.example/*",
        "https://www.tension.example/retour#part",
        "tension:/retour",
        "javascript:alert(1)",
        "https://2130706433/retour",
        "//www.tension.example/retour",
        "not an address"
      })
  void nobody_may_come_back_there(String redirect) {
    byte[] json =
        exchange("smart-public", exchange -> exchange.putArray("redirectUris").add(redirect));

    assertThat(Manifests.errors(json))
        .extracting(ManifestError::at)
        .containsExactly("/exchange/redirectUris/0");
  }

  @Test
  void only_a_device_may_do_without_a_redirect() {
    byte[] without = exchange("fapi2-devices", exchange -> exchange.putArray("redirectUris"));
    byte[] nothing =
        exchange(
            "fapi2-devices",
            exchange -> exchange.put("deviceFlow", false).putArray("redirectUris"));

    assertThat(Manifests.errors(without)).isEmpty();
    assertThat(Manifests.errors(nothing))
        .extracting(ManifestError::at)
        .containsExactly("/exchange/redirectUris");
  }

  @Test
  void the_demo_opens_its_own_address_and_no_other() {
    byte[] demo =
        Manifests.bytes(
            "smart-public",
            root -> {
              root.withArray("hosts").add("127.0.0.1");
              ObjectNode pages = (ObjectNode) root.get("pages");
              pages.put("securityTxt", "http://127.0.0.1:8080/vendor/security.txt");
              pages.put("disclosure", "http://127.0.0.1:8081/vendor/disclosure");
            });

    assertThat(new ManifestReader(OPEN).read(demo))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(ManifestError::at)
                    .containsExactly("/pages/disclosure"));
    assertThat(Manifests.errors(demo))
        .extracting(ManifestError::at)
        .containsExactly("/hosts/1", "/pages/disclosure", "/pages/securityTxt");
  }

  static Stream<String> hostile() {
    return Stream.of(
        "",
        "   ",
        "[]]",
        "{} {}",
        "{\"a\":NaN}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1e999999999}".replace("1e", "1" + "0".repeat(40) + "e"),
        "\uFEFF{}",
        "{'a':1}",
        "{\"a\":1 /* no */}",
        "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}",
        "[".repeat(100_000),
        "{\"a\":\"" + "x".repeat(70_000) + "\"}",
        "{\"" + "x".repeat(300) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void what_is_no_json_is_refused_in_words(String text) {
    List<ManifestError> errors = Manifests.errors(text.getBytes(StandardCharsets.UTF_8));

    assertThat(errors)
        .singleElement()
        .satisfies(error -> {
          assertThat(error.at()).isEmpty();
          isSaidInBothLanguages(error);
          assertThat(error.words().english()).doesNotContain("xxxx");
        });
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    assertThat(Manifests.errors(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'}))
        .singleElement()
        .satisfies(error -> assertThat(error.words().english()).contains("not UTF-8"));
  }

  @Test
  void a_document_of_256_kib_is_read_and_one_byte_more_is_not() {
    byte[] most = padded(StrictJson.DOCUMENT_MAX_BYTES);
    byte[] more = padded(StrictJson.DOCUMENT_MAX_BYTES + 1);

    assertThat(Manifests.errors(most)).isEmpty();
    assertThat(Manifests.errors(more))
        .singleElement()
        .satisfies(error -> assertThat(error.words().english()).contains("256 KiB"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"text\"", "[]", "true"})
  void json_that_is_no_object_is_refused(String json) {
    assertThat(Manifests.errors(json.getBytes(StandardCharsets.UTF_8)))
        .first()
        .satisfies(error -> assertThat(error.at()).isEmpty());
  }

  @Test
  void a_thousand_faults_are_told_in_part() {
    byte[] json =
        Manifests.bytes(
            "listing",
            root -> {
              for (int field = 0; field < 1_000; field++) {
                root.put("field" + field, 1);
              }
            });

    assertThat(Manifests.errors(json)).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "1e31"})
  void a_number_that_would_fill_the_memory_is_refused(String number) {
    assertThat(Manifests.errors(participants(number)))
        .singleElement()
        .satisfies(error -> assertThat(error.words().english()).contains("exponent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "100000001", "1e9", "\"120\"", "null"})
  void a_count_of_people_is_a_whole_number_in_bounds(String number) {
    assertThat(Manifests.errors(participants(number)))
        .extracting(ManifestError::at)
        .containsExactly("/study/participants");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "100000000", "120.0", "1.2e2"})
  void a_whole_number_may_be_written_in_any_way(String number) {
    assertThat(Manifests.errors(participants(number))).isEmpty();
  }

  private static byte[] participants(String number) {
    String json = new String(Manifests.file("fapi2-devices"), StandardCharsets.UTF_8);
    return json.replace("\"participants\": 120", "\"participants\": " + number)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] padded(int length) {
    byte[] json = Manifests.file("listing");
    String spaces = " ".repeat(length - json.length);
    return (new String(json, StandardCharsets.UTF_8) + spaces).getBytes(StandardCharsets.UTF_8);
  }

  private static List<ManifestError> errors(String file, String at, String field, String value) {
    return Manifests.errors(
        Manifests.bytes(file, root -> ((ObjectNode) root.at(at)).put(field, value)));
  }

  private static byte[] exchange(String file, java.util.function.Consumer<ObjectNode> change) {
    return Manifests.bytes(file, root -> change.accept((ObjectNode) root.get("exchange")));
  }

  private static void isSaidInBothLanguages(ManifestError error) {
    assertThat(error.words().french()).as(error.at()).isNotBlank();
    assertThat(error.words().english()).isNotBlank().isNotEqualTo(error.words().french());
    assertThat(error.mend().french()).as(error.at()).isNotBlank();
    assertThat(error.mend().english()).isNotBlank().isNotEqualTo(error.mend().french());
  }
}
