package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trousse.platform.page.DemoPerson;

/// Signing in, allowing an app and a device, sessions: by keyboard, on the smallest phone, without
/// script, in both languages.
final class ConsentBrowserTest {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final ConsentSite SITE = new ConsentSite();
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

  @BeforeEach
  void signOut() {
    browser.driver().manage().deleteAllCookies();
    browser.size(1280, 900);
  }

  @Test
  @Tag("consent-117")
  void axe_finds_nothing_and_nothing_scrolls_sideways() {
    for (String language : List.of("fr", "en")) {
      look(SITE.signInPage(language));
      signIn(browser, ConsentSite.PARENT, language);
      for (String page :
          language.equals("fr")
              ? List.of("pour-qui", "sessions", "appareil-perdu", "appareil?code=WDJB-MJHT")
              : List.of("for-whom", "sessions", "lost-device", "device?code=WDJB-MJHT")) {
        checked("/" + language + "/" + page);
      }
      checked(consent(language));
      browser.find("button[value='autoriser']").sendKeys(Keys.ENTER);
      wait(browser).until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".summary")));
      look();
    }
  }

  @Test
  @Tag("consent-117")
  void an_app_is_allowed_by_keyboard_alone() {
    signIn(browser, ConsentSite.ADULT, "fr");
    browser.driver().get(SITE.address(consent("fr")));
    browser.press(By.id("p-glucose.read"), Keys.SPACE);
    browser.press(By.id("h-today"), Keys.SPACE);
    browser.press(By.id("t-30d"), Keys.SPACE);

    browser.press(By.cssSelector("button[value='autoriser']"), Keys.ENTER);

    wait(browser).until(ExpectedConditions.urlToBe(SITE.address("/app/back?code")));
  }

  @Test
  @Tag("consent-117")
  void everything_works_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.driver().get(SITE.address(consent("en")));
      plain.find("button[value='parent']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.urlContains("/en/authorise?demande="));

      assertThat(plain.find(".whose-record").getText())
          .contains("Record of Démo Zoé E.", "You act as a parent.");
      assertThat(plain.driver().findElements(By.cssSelector("input:checked"))).isEmpty();
      plain.find("button[value='refuser']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.urlToBe(SITE.address("/app/back?access_denied")));
    }
  }

  @Test
  void both_answers_have_the_same_size_and_look() {
    signIn(browser, ConsentSite.ADULT, "fr");
    for (int width : List.of(320, 1280)) {
      browser.size(width, 800);
      browser.driver().get(SITE.address(consent("fr")));

      WebElement yes = browser.find("button[value='autoriser']");
      WebElement no = browser.find("button[value='refuser']");

      assertThat(yes.getSize()).isEqualTo(no.getSize());
      for (String style : List.of("background-color", "color", "font-size", "font-weight")) {
        assertThat(yes.getCssValue(style)).isEqualTo(no.getCssValue(style));
      }
    }
  }

  @Test
  void the_language_switch_keeps_the_request() {
    signIn(browser, ConsentSite.ADULT, "fr");
    String page = consent("fr");
    browser.driver().get(SITE.address(page));

    browser.find(".language").sendKeys(Keys.ENTER);

    wait(browser)
        .until(
            ExpectedConditions.urlToBe(
                SITE.address(page.replace("/fr/autoriser", "/en/authorise"))));
    assertThat(browser.find("h1").getText()).isEqualTo("Authorise Carnet Démo?");
  }

  @Test
  void a_device_is_allowed_after_its_code_was_compared() {
    signIn(browser, ConsentSite.ADULT, "en");
    browser.driver().get(SITE.address("/en/device"));
    browser.find("#code").sendKeys("wdjb-mjht", Keys.ENTER);

    wait(browser).until(ExpectedConditions.presenceOfElementLocated(By.id("p-glucose.add")));
    assertThat(browser.find("main").getText()).contains("Lecteur du salon", ConsentSite.CODE);
    look();
  }

  private static void checked(String path) {
    look(SITE.address(path));
  }

  private static void look(String address) {
    browser.driver().get(address);
    look();
  }

  private static void look() {
    assertThat(new AxeBuilder().withTags(RULES).analyze(browser.driver()).getViolations())
        .as(browser.driver().getCurrentUrl())
        .isEmpty();
    assertThat(browser.driver().findElements(By.tagName("h1"))).hasSize(1);
    browser.size(320, 640);
    assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(320L);
    browser.size(1280, 900);
  }

  private static String consent(String language) {
    return (language.equals("fr") ? "/fr/autoriser" : "/en/authorise")
        + "?demande="
        + SITE.request();
  }

  /// By the way people take: the demo's list.
  private static void signIn(Browser with, DemoPerson person, String language) {
    boolean french = language.equals("fr");
    String back = french ? "%2Ffr%2Fsessions" : "%2Fen%2Fsessions";
    with.driver()
        .get(SITE.address((french ? "/fr/demonstration" : "/en/demo") + "?retour=" + back));
    with.find("button[value='" + person.id() + "']").sendKeys(Keys.ENTER);
    wait(with).until(ExpectedConditions.urlToBe(SITE.address("/" + language + "/sessions")));
  }

  private static WebDriverWait wait(Browser with) {
    return new WebDriverWait(with.driver(), Duration.ofSeconds(20));
  }
}
