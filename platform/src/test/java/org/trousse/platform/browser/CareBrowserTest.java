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
import org.openqa.selenium.support.ui.Select;
import org.trousse.platform.command.FilledPlatform;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;

/// The patient's measures and care team, the doctor's emergency access and the nurse's pages: by
/// keyboard and on the phone.
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
    site.lived(LISE);
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

  @Test
  void a_patients_pages_of_each_measure_are_for_everybody() {
    asLise();

    examination.pages("/fr/mesures/glycemie", "/en/measurements/glucose");
    examination.pages("/fr/mesures/glycemie?periode=7", "/en/measurements/glucose?periode=7");
    examination.pages("/fr/mesures/tension", "/en/measurements/blood-pressure");
    examination.pages("/fr/mesures/poids", "/en/measurements/weight");
    examination.pages("/fr/mesures/temperature", "/en/measurements/temperature");
  }

  @Test
  void a_nurses_pages_are_for_everybody() {
    examination.signIn("nurse", "/fr/tournee");
    String lise = "/patients/" + ref();

    examination.pages("/fr/tournee", "/en/worklist");
    examination.pages("/fr/tournee/imprimer", "/en/worklist/print");
    examination.pages("/fr/tournee/retour", "/en/worklist/return");
    examination.pages("/fr" + lise, "/en" + lise);
    examination.pages("/fr" + lise + "/seuils", "/en" + lise + "/thresholds");
    examination.pages("/fr" + lise + "/transmission", "/en" + lise + "/transmission");
    examination.pages("/fr" + lise + "/capteur", "/en" + lise + "/sensor");
    browser.driver().get(site.address("/fr" + lise));
    String reading = browser.find("a[href*='/mesures/']").getAttribute("href");
    String id = reading.substring(reading.lastIndexOf('/') + 1);
    examination.pages("/fr" + lise + "/mesures/" + id, "/en" + lise + "/readings/" + id);
  }

  private String ref() {
    DemoCare.Carer nurse = care.carers().getFirst();
    Professional who =
        new Professional(nurse.account(), "Démo", "Démo", Profession.NURSE, nurse.rpps(), true);
    return site.refs().of(who).ref(LISE.id());
  }

  @Test
  void a_nurse_enters_corrects_and_ends_by_keyboard_alone_and_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.size(320, 640);
      Examination way = new Examination(site, plain);
      way.signIn("nurse", "/fr/tournee");
      plain.press(By.cssSelector("main a[href$='" + ref() + "']"), Keys.ENTER);
      way.arrive("/fr/patients/" + ref());

      new Select(plain.find("#mesure")).selectByValue("pressure");
      plain.find("#valeur").sendKeys("12/8");
      plain.press(By.cssSelector("#saisir ~ form p > .button"), Keys.ENTER);
      assertThat(plain.find("[role='alert']").getText()).contains("12/8");
      plain.press(By.cssSelector("button[name='valeur']"), Keys.ENTER);
      way.arrive("?fait=saisir");
      assertThat(plain.find("main .notice[role='status']").getText()).contains("dans le dossier");

      plain.press(By.cssSelector("a[href*='/mesures/']"), Keys.ENTER);
      way.arrive("/mesures/");
      assertThat(plain.find("main").getText()).contains("120/80");
      plain.find("#valeur").clear();
      plain.find("#valeur").sendKeys("130/80");
      plain.press(By.cssSelector("#corriger ~ form p > .button"), Keys.ENTER);
      assertThat(plain.find("#confirmer").getText()).isEqualTo("À confirmer");
      plain.press(By.cssSelector("#confirmer ~ form .button"), Keys.ENTER);
      way.arrive("?fait=corriger");
      assertThat(plain.find("main").getText()).contains("130/80", "Version 1");

      plain.press(By.cssSelector(".way-back"), Keys.ENTER);
      way.arrive("/fr/patients/" + ref());
      plain.press(By.cssSelector("a[href='#fin']"), Keys.ENTER);
      plain.press(By.cssSelector("#fin ~ form .button"), Keys.ENTER);
      way.arrive("?fait=finir");
      assertThat(plain.find("main").getText()).contains("Depuis ma dernière visite");
    }
  }
}
