package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trousse.platform.page.DemoPerson;

/// The way of a patient with an app, from the app's first question to the end of its access, over
/// the platform as it runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConnectBrowserTest {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  @TempDir private static Path folder;
  private ConnectSite site;
  private Browser browser;

  @BeforeAll
  void open() throws IOException {
    site = new ConnectSite(folder.resolve("data"));
    browser = Browser.open();
  }

  @AfterAll
  void close() {
    browser.close();
    site.close();
  }

  @BeforeEach
  void nobodyIsSignedIn() {
    browser.driver().get(site.address("/fr/"));
    browser.driver().manage().deleteAllCookies();
    browser.size(320, 640);
  }

  @Test
  void an_app_is_allowed_used_and_stopped_by_keyboard_alone_on_the_smallest_phone()
      throws Exception {
    browser.driver().get(site.asks("fr"));
    look("/fr/demonstration?retour=");
    browser.press(person(ConnectSite.ADULT), Keys.ENTER);
    look("/fr/autoriser?demande=");
    browser.press(By.id("p-glucose.read"), Keys.SPACE);
    browser.press(By.id("h-all"), Keys.SPACE);
    browser.press(By.id("t-30d"), Keys.SPACE);
    browser.press(By.cssSelector("button[value='autoriser']"), Keys.ENTER);
    String token = site.redeem(answer(browser).get("code"));
    assertThat(site.reads(token)).isEqualTo(200);

    browser.driver().get(site.address("/fr/applications"));
    look("/fr/applications");
    assertThat(main(browser))
        .contains(ConnectSite.APP, "En marche", "Lire vos mesures de glycémie")
        .doesNotContain("Lire vos mesures de poids");
    browser.press(By.cssSelector("a.button[href*='page=arreter']"), Keys.ENTER);
    look("page=arreter");
    browser.press(By.cssSelector("button[value='arreter']"), Keys.ENTER);
    wait(browser).until(ExpectedConditions.titleContains("est arrêtée"));
    look("/fr/applications");

    assertThat(browser.find("h1").getText()).isEqualTo("Carnet Démo est arrêtée");
    assertThat(site.reads(token)).isEqualTo(401);
    browser.driver().get(site.address("/fr/applications"));
    assertThat(main(browser)).contains("Aucune application n’a accès", "Arrêtée à votre demande.");
  }

  @Test
  void a_parent_answers_for_a_child_without_script_in_english() throws Exception {
    try (Browser plain = Browser.withoutScript()) {
      plain.driver().get(site.asks("en"));
      plain.driver().findElement(person(ConnectSite.PARENT)).sendKeys(Keys.ENTER);
      until(plain, "/en/authorise?demande=");
      assertThat(plain.find(".whose-record").getText())
          .contains("Record of Démo Zoé E.", "You act as a parent.");
      assertThat(plain.driver().findElements(By.cssSelector("input:checked"))).isEmpty();
      plain.find("button[value='autoriser']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".summary")));
      plain.driver().findElement(By.id("p-glucose.read")).sendKeys(Keys.SPACE);
      plain.driver().findElement(By.id("h-today")).sendKeys(Keys.SPACE);
      plain.driver().findElement(By.id("t-24h")).sendKeys(Keys.SPACE);
      plain.find("button[value='autoriser']").sendKeys(Keys.ENTER);
      String token = site.redeem(answer(plain).get("code"));
      assertThat(site.reads(token)).isEqualTo(200);

      plain.driver().get(site.address("/en/applications"));
      plain.find("a.button[href*='page=arreter']").sendKeys(Keys.ENTER);
      plain.find("button[value='arreter']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.titleContains("is stopped"));

      assertThat(plain.find("h1").getText()).isEqualTo("Carnet Démo is stopped");
      assertThat(site.reads(token)).isEqualTo(401);
    }
  }

  @Test
  void refusing_leads_back_to_the_app_at_once() throws Exception {
    browser.driver().get(site.asks("en"));
    browser.press(person(ConnectSite.ADULT), Keys.ENTER);
    look("/en/authorise?demande=");

    browser.press(By.cssSelector("button[value='refuser']"), Keys.ENTER);

    assertThat(answer(browser)).containsEntry("error", "access_denied").doesNotContainKey("code");
  }

  @Test
  void the_measurements_lead_to_the_list_of_people_and_back() {
    browser.driver().get(site.address("/en/measurements"));
    look("/en/demo?retour=%2Fen%2Fmeasurements");

    browser.press(person(ConnectSite.ADULT), Keys.ENTER);

    wait(browser).until(ExpectedConditions.urlToBe(site.address("/en/measurements")));
    assertThat(browser.find("h1").getText()).contains("Démo Odile");
  }

  @Test
  void the_menu_stays_on_one_line_on_a_desk() {
    for (String page : List.of("/fr/", "/en/")) {
      browser.size(1280, 900);
      browser.driver().get(site.address(page));

      int line = browser.find(".brand").getLocation().getY();

      assertThat(browser.find(".language").getLocation().getY()).isBetween(line - 8, line + 8);
    }
  }

  private static By person(DemoPerson person) {
    return By.cssSelector("button[value='" + person.id() + "']");
  }

  /// Waits for the page and holds it to the rules for all pages.
  private void look(String part) {
    until(browser, part);
    assertThat(new AxeBuilder().withTags(RULES).analyze(browser.driver()).getViolations())
        .as(browser.driver().getCurrentUrl())
        .isEmpty();
    assertThat(browser.driver().findElements(By.tagName("h1"))).hasSize(1);
    assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .as(browser.driver().getCurrentUrl())
        .isEqualTo(320L);
  }

  private static void until(Browser with, String part) {
    wait(with).until(ExpectedConditions.urlContains(part));
  }

  /// What the app's address says when the browser is back there.
  private Map<String, String> answer(Browser with) {
    until(with, site.back());
    return Stream.of(URI.create(with.driver().getCurrentUrl()).getQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String main(Browser with) {
    return with.find("main").getText();
  }

  private static WebDriverWait wait(Browser with) {
    return new WebDriverWait(with.driver(), Duration.ofSeconds(20));
  }
}
