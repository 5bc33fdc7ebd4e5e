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
import org.trousse.consent.grant.Grant;

/// One's apps, their stop and the log: by keyboard, on the smallest phone, without script, in both
/// languages.
final class DashboardBrowserTest {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final int TARGET_PIXELS = 24;
  private static final DashboardSite SITE = new DashboardSite();
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
    signIn(browser);
    browser.driver().get(SITE.address("/fr/applications"));
    assertThat(browser.find("section.todo").getText())
        .contains("Tension Démo est suspendue", "J’ai compris");
    for (String language : List.of("fr", "en")) {
      String apps = "/" + language + "/applications";
      String log = language.equals("fr") ? "/fr/journal" : "/en/access-log";
      String more = apps + "?app=" + SITE.asksMore.id();
      String over = apps + "?app=" + SITE.ended.id();
      for (String path :
          List.of(
              apps,
              more,
              more + "&faute=duree",
              more + "&page=demande",
              more + "&page=arreter",
              more + "&page=recu",
              over,
              over + "&page=arretee",
              over + "&page=lettre",
              log,
              log + "?app=glyco-demo&jour=2026-01-01")) {
        browser.driver().get(SITE.address(path));
        look();
      }
    }
  }

  @Test
  @Tag("consent-117")
  void an_app_is_stopped_by_keyboard_alone() {
    signIn(browser);
    Grant grant = SITE.stoppable();
    browser.driver().get(SITE.address("/fr/applications"));

    browser.press(By.cssSelector("a.button[href*='" + grant.id() + "']"), Keys.ENTER);
    wait(browser).until(ExpectedConditions.urlContains("page=arreter"));
    browser.press(By.cssSelector("button[value='arreter']"), Keys.ENTER);

    wait(browser).until(ExpectedConditions.titleContains("est arrêtée"));
    look();
  }

  @Test
  @Tag("consent-117")
  void pausing_and_filtering_work_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      signIn(plain);
      plain.driver().get(SITE.address("/fr/applications?app=" + SITE.paused.id()));
      plain.find("button[value='reprendre']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.urlContains("fait=reprise"));
      plain.find("button[value='pause']").sendKeys(Keys.ENTER);
      wait(plain).until(ExpectedConditions.urlContains("fait=pause"));

      plain.driver().get(SITE.address("/fr/journal"));
      plain.find("select#app option[value='glyco-demo']").click();
      plain.find("form.filter button").sendKeys(Keys.ENTER);

      wait(plain).until(ExpectedConditions.urlContains("app=glyco-demo"));
      assertThat(plain.find(".log").getText()).contains("Glyco Démo a lu 288 mesures de glycémie");
    }
  }

  private static void look() {
    assertThat(new AxeBuilder().withTags(RULES).analyze(browser.driver()).getViolations())
        .as(browser.driver().getCurrentUrl())
        .isEmpty();
    assertThat(browser.driver().findElements(By.tagName("h1"))).hasSize(1);
    browser.size(320, 640);
    assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .as(browser.driver().getCurrentUrl())
        .isEqualTo(320L);
    for (WebElement target : browser.driver().findElements(By.cssSelector("main .button"))) {
      assertThat(target.getSize().getHeight()).isGreaterThanOrEqualTo(TARGET_PIXELS);
    }
    browser.size(1280, 900);
  }

  private static void signIn(Browser with) {
    with.driver().get(SITE.address("/fr/demonstration?retour=%2Ffr%2Fsessions"));
    with.find("button[value='adult']").sendKeys(Keys.ENTER);
    wait(with).until(ExpectedConditions.urlToBe(SITE.address("/fr/sessions")));
  }

  private static WebDriverWait wait(Browser with) {
    return new WebDriverWait(with.driver(), Duration.ofSeconds(20));
  }
}
