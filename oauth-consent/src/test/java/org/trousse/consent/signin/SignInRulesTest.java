package org.trousse.consent.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.consent.signin.provider.ProviderFile;

final class SignInRulesTest {
  private static final Provider FRANCE_CONNECT =
      Provider.franceConnect("https://oidc.example/api/v2", "client", "secret");

  @Test
  void the_demos_list_cannot_be_on_beside_identity_providers() {
    SignInSettings both =
        new SignInSettings("http://localhost", List.of(FRANCE_CONNECT), true, null);
    SignInSettings demo = new SignInSettings("http://localhost", List.of(), true, null);

    assertThat(both.firstFault()).get().asString().contains("nobody may be picked");
    assertThat(demo.firstFault()).isEmpty();
  }

  @Test
  void a_production_start_without_providers_refuses() {
    SignInSettings none = new SignInSettings("https://trousse.example", List.of(), false, null);

    assertThat(none.firstFault()).get().asString().contains("No identity provider");
  }

  @Test
  void sign_in_needs_https_and_providers_of_different_names() {
    assertThat(settings("https://trousse.example").firstFault()).isEmpty();
    assertThat(settings("http://localhost:8080").firstFault()).isEmpty();
    assertThat(settings("http://trousse.example").firstFault()).get().asString().contains("https");
    assertThat(
            new SignInSettings(
                    "https://trousse.example", List.of(FRANCE_CONNECT, FRANCE_CONNECT), false, null)
                .firstFault())
        .get()
        .asString()
        .contains("Two identity providers");
  }

  private static SignInSettings settings(String publicUrl) {
    return new SignInSettings(publicUrl, List.of(FRANCE_CONNECT), false, null);
  }

  @Test
  void a_provider_is_https_and_signs_with_a_key_pair() {
    assertThatThrownBy(() -> Provider.franceConnect("http://oidc.example", "client", "secret"))
        .hasMessageContaining("https");
    assertThatThrownBy(() -> signing("HS256")).hasMessageContaining("HS256");
    assertThatThrownBy(() -> signing("none")).hasMessageContaining("none");
    assertThat(FRANCE_CONNECT.toString()).doesNotContain("secret");
  }

  private static Provider signing(String alg) {
    return new Provider(
        "other",
        "Other",
        Provider.Kind.PATIENT,
        FRANCE_CONNECT.issuer(),
        FRANCE_CONNECT.endpoints(),
        "client",
        "secret",
        "openid",
        "eidas1",
        Set.of("eidas1"),
        alg);
  }

  @Test
  void reads_the_operators_file_with_its_secrets_beside_it(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("fc.secret"), "s3cret\n");
    Path file = folder.resolve("providers.json");
    Files.writeString(
        file,
        """
        [{"type": "franceconnect", "issuer": "https://oidc.example/api/v2", "clientId": "us",
          "secretFile": "fc.secret"},
         {"type": "prosanteconnect", "issuer": "https://auth.example/realms/w", "clientId": "us",
          "wallet": "https://wallet.example/auth", "secretFile": "fc.secret"}]
        """);

    List<Provider> providers = ProviderFile.read(file);

    assertThat(providers)
        .extracting(Provider::name)
        .containsExactly("franceconnect", "prosanteconnect");
    assertThat(providers).extracting(Provider::secret).containsOnly("s3cret");
    assertThat(providers.get(1).endpoints().authorize())
        .isEqualTo(URI.create("https://wallet.example/auth"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{}]", "[{\"type\":\"franceconnect\"}]", "not json"})
  void says_what_is_wrong_with_the_operators_file(String content, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("providers.json"), content);

    assertThatThrownBy(() -> ProviderFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("providers.json");
  }

  @ParameterizedTest
  @CsvSource({
    "2008-11-22, 2026-11-22",
    "2008-02-29, 2026-03-01",
    "2006-02-28, 2024-02-28",
    "2012-02-29, 2030-03-01",
    "2008-12-31, 2026-12-31"
  })
  @Tag("consent-115")
  void a_child_comes_of_age_when_eighteen_years_are_complete(LocalDate born, LocalDate adult) {
    assertThat(Majority.of(born)).isEqualTo(adult);
  }

  @Test
  @Tag("consent-115")
  void nothing_that_a_parent_allowed_goes_on_beyond_the_limit() {
    LocalDate majority = LocalDate.of(2027, 1, 10);
    Instant limit = Instant.parse("2027-04-09T22:00:00Z");

    assertThat(Majority.cut(majority, limit)).isEmpty();
    assertThat(Majority.cut(majority, limit.plusMillis(1))).contains(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/fr/",
        "/fr/..//evil.example",
        "/fr/\\evil.example",
        "/de/applications",
        "javascript:alert(1)",
        "/fr/autoriser?x=\r\nSet-Cookie:a",
        "/fr/autoriser#x",
        ""
      })
  void goes_back_to_pages_of_this_site_alone(String asked) {
    assertThat(ReturnAddress.orElse(asked, "/fr/")).isEqualTo("/fr/");
  }

  @Test
  void goes_back_to_the_page_with_its_question() {
    String page = "/en/authorise?demande=aZ09-_";

    assertThat(ReturnAddress.orElse(page, "/fr/")).isEqualTo(page);
    assertThat(ReturnAddress.language(page)).isEqualTo("en");
    assertThat(ReturnAddress.orElse("/fr/" + "a".repeat(1_000), "/fr/")).isEqualTo("/fr/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537 Edg/140.0 | Edge · Windows",
        "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537 | Chrome · Android",
        "Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/19 Safari/600 | Safari · iPhone",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0 | Firefox · Linux",
        "curl/8 | ''"
      })
  void names_a_browser_as_a_person_would(String agent, String name) {
    assertThat(BrowserName.of(agent)).isEqualTo(name);
  }
}
