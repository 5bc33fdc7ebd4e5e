package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.trousse.platform.command.FilledPlatform;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;

/// The patient's care team and the doctor's emergency access, by keyboard and on the phone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CareBrowserTest {
  private static final DemoPerson LISE = DemoPeople.all().getFirst();
  private static final String TEAM = "/fr/mes-soignants";

  @TempDir private static Path folder;
  private FilledPlatform site;
  private Browser browser;
  private Examination examination;
  private DemoCare care;

  @BeforeAll
  void open() throws IOException {
    site = new FilledPlatform(folder.resolve("data"));
    care = site.settled();
    browser = Browser.open();
    examination = new Examination(site, browser);
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
  }

  private void asLise() {
    browser.driver().manage().addCookie(new Cookie("trousse_session", site.holder(LISE)));
  }

  @Test
  void a_doctor_breaks_glass_by_keyboard_and_the_patient_answers() {
    examination.signIn("doctor", "/fr/acces-urgence");
    examination.pages("/fr/acces-urgence", "/en/emergency-access");
    browser.driver().get(site.address("/fr/acces-urgence"));
    browser.find("#nom").sendKeys("Personne");
    browser.find("#naissance").sendKeys("12031984");
    browser.find("#raison").sendKeys("Perte de connaissance dans la rue, seule.");
    browser.press(By.cssSelector("main form[method='post'] button"), Keys.ENTER);
    assertThat(browser.find("main").getText()).contains("Aucun dossier ne s’ouvre");
    browser.driver().manage().deleteAllCookies();
    asLise();
    examination.pages(TEAM, "/en/my-care-team");
    examination.pages(TEAM + "?rpps=99900000101", "/en/my-care-team?rpps=99900000101");
    examination.pages(
        TEAM + "/mesures-cachees?jour=2026-11-22",
        "/en/my-care-team/hidden-readings?jour=2026-11-22");
    browser.driver().get(site.address(TEAM));
    assertThat(browser.find("main").getText()).contains(care.carers().getFirst().name());
  }
}
