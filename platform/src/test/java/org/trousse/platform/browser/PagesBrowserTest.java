package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

final class PagesBrowserTest {
  private static final int FIRST_VIEW_MAX_BYTES = 60_000;
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final Site SITE = new Site();
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    browser.close();
    SITE.close();
  }

  static Stream<String> pages() {
    return Stream.of(
        SITE.address("/fr/"),
        SITE.address("/en/"),
        SITE.address("/fr/demonstration"),
        SITE.address("/en/demo"),
        SITE.address("/fr/mesures"),
        SITE.address("/en/measurements"),
        SITE.address("/fr/nulle-part"),
        SITE.address("/fr/problemes/busy"),
        SITE.address("/fr/verify"),
        SITE.address("/en/verify"),
        SITE.address("/fr/plan-du-site"),
        SITE.address("/en/sitemap"),
        SITE.address("/en/problems/readings-refused"),
        SITE.operations("/fr/operations/quarantaine"),
        SITE.operations("/en/operations/quarantine"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void axe_finds_nothing(String address) {
    browser.size(1280, 900);
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);
    browser.driver().get(address);
    browser
        .driver()
        .executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");

    Results results = new AxeBuilder().withTags(RULES).analyze(browser.driver());

    assertThat(results.getViolations()).isEmpty();
    assertThat(browser.driver().findElements(By.tagName("h1"))).hasSize(1);
  }

  @Test
  void axe_finds_nothing_in_doubtful_and_empty_records() {
    for (var person : List.of(SyntheticPeople.DOUBTS, SyntheticPeople.NOBODY)) {
      browser.choose(SITE, person);

      Results results = new AxeBuilder().withTags(RULES).analyze(browser.driver());

      assertThat(results.getViolations()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothing_scrolls_sideways_on_the_smallest_phone(String address) {
    browser.size(320, 640);
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);
    browser.driver().get(address);

    Object wide = browser.driver().executeScript("return document.documentElement.scrollWidth");

    assertThat(wide).isEqualTo(320L);
  }

  /// A day of a sensor, five minutes apart, into the public form; then the page that comes back.
  @ParameterizedTest
  @ValueSource(strings = {"/fr/verify", "/en/verify"})
  void a_series_is_verified_by_the_form_alone_on_the_smallest_phone(String address) {
    browser.size(320, 640);
    browser.driver().get(SITE.address(address));
    browser
        .driver()
        .executeScript(
            """
            const lines = ['time,value'];
            for (let i = 0; i < 288; i++) {
              const at = new Date(Date.UTC(2026, 5, 1) + i * 300000).toISOString();
              lines.push(at + ',' + (i < 12 ? 52 : 90 + i % 150));
            }
            document.getElementById('series').value = lines.join('\\n');
            """);

    browser.driver().findElement(By.cssSelector("main form .button")).click();
    browser
        .driver()
        .executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");

    Results results = new AxeBuilder().withTags(RULES).analyze(browser.driver());
    assertThat(results.getViolations()).isEmpty();
    assertThat(browser.driver().findElements(By.cssSelector("svg.curve"))).hasSize(1);
    assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(320L);
  }

  @Test
  void the_keyboard_reaches_every_control_and_shows_where_it_is() {
    browser.size(1280, 900);
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);
    List<WebElement> controls =
        browser.driver().findElements(By.cssSelector("a[href], button, summary"));

    for (WebElement control : controls) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);

      WebElement active = browser.driver().switchTo().activeElement();
      assertThat(active).isEqualTo(control);
      assertThat(active.getCssValue("outline-style")).isEqualTo("solid");
    }
  }

  @Test
  void the_language_switch_stays_on_the_page() {
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);

    browser.find(".language").click();

    assertThat(browser.driver().getCurrentUrl()).isEqualTo(SITE.address("/en/measurements"));
    assertThat(browser.find("html").getAttribute("lang")).isEqualTo("en");
    browser.find(".language").click();
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(SITE.address("/fr/mesures"));
  }

  @Test
  void a_page_that_follows_renews_itself_until_paused() {
    browser.size(1280, 900);
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);
    String first = browser.find(".follow p").getText();

    SITE.pass(Duration.ofMinutes(1));

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .ignoreExceptions()
        .until(() -> !browser.find(".follow p").getText().equals(first));
    browser.find("#follow").sendKeys(Keys.ENTER);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> browser.find("#follow").getText().startsWith("Reprendre"));
    assertThat(browser.find("#live").getAttribute("hx-trigger")).isNull();
    assertThat(browser.driver().switchTo().activeElement().getAttribute("id")).isEqualTo("follow");
  }

  @Test
  void everything_works_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.choose(SITE, SyntheticPeople.NIGHT_LOWS);

      assertThat(plain.find("h1").getText()).contains("Odile Exemple");
      assertThat(plain.find(".card .figure").getText()).contains("mg/dL");
      assertThat(plain.find("#follow").isDisplayed()).isFalse();
      assertThat(plain.find("#again").isDisplayed()).isTrue();
      plain.find("summary").sendKeys(Keys.ENTER);
      assertThat(plain.find(".by-hour").isDisplayed()).isTrue();
    }
  }

  @Test
  void nothing_is_refused_by_our_own_policy() {
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);

    assertThat(browser.driver().manage().logs().get("browser").getAll())
        .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));
  }

  @Test
  void a_first_view_weighs_at_most_60_kilobytes() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      int sent = 0;
      String page = SITE.address("/fr/mesures");
      for (String address :
          List.of(page, asset("link[rel=stylesheet]", "href"), asset("script", "src"))) {
        sent +=
            client.send(request(address), HttpResponse.BodyHandlers.ofByteArray()).body().length;
      }

      assertThat(sent).isBetween(10_000, FIRST_VIEW_MAX_BYTES);
    }
  }

  private static String asset(String css, String attribute) {
    browser.choose(SITE, SyntheticPeople.NIGHT_LOWS);
    return browser.find(css).getAttribute(attribute);
  }

  private static HttpRequest request(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Accept-Encoding", "gzip")
        .header("Cookie", "trousse_session=" + SyntheticPeople.NIGHT_LOWS.token())
        .build();
  }
}
