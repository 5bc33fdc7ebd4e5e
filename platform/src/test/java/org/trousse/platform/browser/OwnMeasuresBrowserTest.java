package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;
import org.trousse.platform.command.FilledPlatform;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;

/// What a patient decides about their own measures: a series, devices, and the proof of an event;
/// by keyboard, without script and on the smallest phone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnMeasuresBrowserTest {
  private static final DemoPerson LISE = DemoPeople.all().getFirst();
  private static final DemoPerson OTHER = DemoPeople.all().getLast();
  private static final String PRESSURE = "/fr/mesures/tension";

  @TempDir private static Path folder;
  private FilledPlatform site;
  private Browser browser;
  private Examination examination;

  @BeforeAll
  void open() throws IOException {
    site = new FilledPlatform(folder.resolve("data"));
    site.settled();
    site.lived(LISE);
    site.bound(LISE);
    browser = Browser.open();
    examination = new Examination(site, browser);
  }

  @AfterAll
  void close() {
    browser.close();
    site.close();
  }

  private void as(Browser here, DemoPerson person) {
    here.driver().get(site.address("/fr/"));
    here.driver().manage().deleteAllCookies();
    here.driver().manage().addCookie(new Cookie("trousse_session", site.holder(person)));
  }

  @Test
  void a_series_is_started_measured_and_ended_by_keyboard_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.size(320, 640);
      Examination way = new Examination(site, plain);
      as(plain, OTHER);
      plain.driver().get(site.address(PRESSURE));
      new Select(plain.find("#serie-protocole")).selectByValue("france-3");
      plain.press(By.cssSelector("button[value='commencer']"), Keys.ENTER);
      way.arrive("?fait=commencee");
      assertThat(plain.find("main .notice[role='status']").getText()).contains("commencée");

      plain.press(By.cssSelector("a[href*='pour=tension']"), Keys.ENTER);
      way.arrive("?pour=tension");
      assertThat(new Select(plain.find("#mesure")).getFirstSelectedOption().getText())
          .contains("ension");
      plain.find("#valeur").sendKeys("128/76");
      plain.press(By.cssSelector("main form p > .button"), Keys.ENTER);
      way.arrive(PRESSURE + "?fait=saisi");
      assertThat(plain.find("main").getText()).contains("Ma série", "128/76");

      plain.press(By.cssSelector("#my-series ~ details summary"), Keys.ENTER);
      plain.press(By.cssSelector("button[value='finir']"), Keys.ENTER);
      way.arrive("?fait=finie");
      assertThat(plain.find("main").getText()).contains("Mes séries passées");
    }
  }

  @Test
  void the_pages_of_a_series_are_for_everybody() {
    as(browser, LISE);
    examination.pages(PRESSURE, "/en/measurements/blood-pressure");
    browser.driver().get(site.address(PRESSURE));
    browser.press(By.cssSelector("button[value='commencer']"), Keys.ENTER);
    examination.arrive("?fait=commencee");

    examination.pages(PRESSURE, "/en/measurements/blood-pressure");
    examination.pages("/fr/mesures/saisir?pour=tension", "/en/measurements/enter?pour=tension");
    browser.driver().get(site.address(PRESSURE + "?fait=date"));
    assertThat(browser.find(".summary[role='alert']").getText()).contains("premier jour");
  }

  @Test
  void the_devices_and_the_proof_of_an_event_are_for_everybody() {
    as(browser, LISE);
    examination.pages("/fr/mesures/appareils", "/en/measurements/devices");
    assertThat(browser.find("main").getText()).contains("Yours since");

    browser.driver().get(site.address("/fr/journal"));
    // what is sealed of a reading holds braces, which the examination takes for a forgotten text
    String proof =
        browser.driver().findElements(By.cssSelector(".log li")).stream()
            .filter(line -> !line.getText().contains("mesure"))
            .map(line -> line.findElement(By.cssSelector("a.proof")).getAttribute("href"))
            .findFirst()
            .orElseThrow();
    String id = proof.substring(proof.lastIndexOf('/') + 1);
    examination.pages("/fr/journal/preuve/" + id, "/en/access-log/proof/" + id);
    assertThat(browser.find("main").getText()).containsAnyOf("Verify it without us", "reload");
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
    String days = "?du=" + today.minusDays(3) + "&au=" + today;
    examination.pages("/fr/journal" + days, "/en/access-log" + days);
  }
}
