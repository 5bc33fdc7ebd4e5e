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
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.trousse.platform.command.FilledPlatform;

/// The catalogue and the desks of vendors and officers, over the platform as the demo fills it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReferencingBrowserTest {
  private static final String LISTED = "demo-web";
  private static final String REVIEWED = "demo-weight";
  private static final String REMEDIED = "demo-fever";
  private static final String DRAFT = "demo-walk";
  private static final String MISTAKE = "\"colour\": 1,";

  @TempDir private static Path folder;
  private FilledPlatform site;
  private Browser browser;
  private Examination examination;

  @BeforeAll
  void open() throws IOException {
    site = new FilledPlatform(folder.resolve("data"));
    site.catalogue();
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

  @Test
  void public_pages_are_for_everybody() {
    examination.pages("/fr/", "/en/");
    examination.pages("/fr/catalogue", "/en/catalogue");
    examination.pages("/fr/catalogue?reads=glucose", "/en/catalogue?reads=glucose");
    examination.pages("/fr/catalogue?price=paid", "/en/catalogue?price=paid");
    for (String app : new String[] {"carnet-demo", "nuit-demo", "tensiometre-demo"}) {
      examination.pages("/fr/catalogue/" + app, "/en/catalogue/" + app);
    }
    String both = "?app=carnet-demo&app=tensiometre-demo";
    examination.pages("/fr/catalogue/comparer" + both, "/en/catalogue/compare" + both);
    examination.pages("/fr/catalogue/carnet-demo/historique", "/en/catalogue/carnet-demo/history");
    examination.pages(
        "/fr/catalogue/carnet-demo/autorisation", "/en/catalogue/carnet-demo/authorisation");
    examination.pages("/fr/catalogue/carnet-demo/signaler", "/en/catalogue/carnet-demo/report");
    examination.pages("/fr/catalogue/registre", "/en/catalogue/register");
    examination.pages("/fr/referencement", "/en/referencing");
    examination.pages("/fr/referencement/OAU-02", "/en/referencing/OAU-02");
    examination.pages("/fr/accessibilite", "/en/accessibility");
    examination.pages("/fr/mentions-legales", "/en/legal");
    examination.pages("/fr/donnees-personnelles", "/en/privacy");
    examination.pages("/fr/a-quoi-sert-ce-site", "/en/what-this-site-is-for");
  }

  @Test
  void vendors_pages_are_for_everybody() {
    examination.signIn("vendor", "/fr/editeur");
    String own = "/organisations/" + site.organisation();

    examination.pages("/fr/editeur", "/en/vendor");
    examination.pages("/fr/editeur" + own, "/en/vendor" + own);
    examination.pages("/fr/editeur" + own + "/requetes", "/en/vendor" + own + "/requests");
    examination.pages("/fr/editeur/dossiers", "/en/vendor/dossiers");
    vendor(REMEDIED, "/criteres/GOV-07", "/criteria/GOV-07");
    vendor(DRAFT, "", "");
    vendor(DRAFT, "/criteres/PRV-02", "/criteria/PRV-02");
    vendor(DRAFT, "/manifeste", "/manifest");
    vendor(DRAFT, "/manifeste?version=1", "/manifest?version=1");
    vendor(REMEDIED, "?show=to-complete", "?show=to-complete");
    vendor(LISTED, "", "");
    vendor(LISTED, "/apercu", "/preview");
    vendor(LISTED, "/historique", "/history");
  }

  private void vendor(String software, String french, String english) {
    String dossier = "/dossiers/" + site.dossier(software);
    examination.pages("/fr/editeur" + dossier + french, "/en/vendor" + dossier + english);
  }

  @Test
  void officers_pages_are_for_everybody() {
    examination.signIn("lead", "/fr/referencement/file");

    examination.pages("/fr/referencement/file", "/en/referencing/queue");
    examination.pages("/fr/referencement/surveillance", "/en/referencing/surveillance");
    examination.pages("/fr/referencement/registre", "/en/referencing/register");
    examination.pages("/fr/referencement/interets", "/en/referencing/interests");
    examination.pages("/fr/referencement/agents", "/en/referencing/officers");
    officer(REVIEWED, "", "");
    officer(REVIEWED, "/critere/PRV-02", "/criterion/PRV-02");
    officer(REVIEWED, "/acte/ask-remedy", "/act/ask-remedy");
    officer(LISTED, "", "");
    officer(LISTED, "/acte/suspend", "/act/suspend");
    browser.driver().get(site.address("/fr/referencement/file/" + site.dossier(LISTED)));
    String letter = browser.find("a[href*='/lettre?']").getAttribute("href");
    String decision = letter.substring(letter.indexOf('?'));
    officer(LISTED, "/lettre" + decision, "/letter" + decision);
  }

  private void officer(String software, String french, String english) {
    String dossier = "/" + site.dossier(software);
    examination.pages(
        "/fr/referencement/file" + dossier + french, "/en/referencing/queue" + dossier + english);
  }

  @Test
  void a_vendor_mends_a_manifest_and_runs_a_check_by_keyboard_alone_and_without_script()
      throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.size(320, 640);
      Examination way = new Examination(site, plain);
      way.signIn("vendor", "/fr/editeur");
      plain.press(By.cssSelector("main a[href='/fr/editeur/dossiers']"), Keys.ENTER);
      way.arrive("/fr/editeur/dossiers");
      plain.press(By.cssSelector("main a[href$='" + site.dossier(DRAFT) + "']"), Keys.ENTER);
      way.arrive(site.dossier(DRAFT));
      plain.press(By.cssSelector("main a[href$='/manifeste']"), Keys.ENTER);
      way.arrive("/manifeste");

      write(plain, Keys.chord(Keys.CONTROL, Keys.HOME), Keys.RIGHT, MISTAKE);
      plain.press(By.cssSelector("form p > .button"), Keys.ENTER);
      way.arrive("?done=kept");
      plain.press(By.cssSelector(".summary a[href='#errors']"), Keys.ENTER);
      way.arrive("#errors");

      assertThat(plain.find(".summary h2").getText()).isEqualTo("1 erreur dans le manifeste");
      assertThat(plain.find("#errors + .facts dt").getText()).contains("colour");
      assertThat(plain.find("#errors + .facts").getText()).contains("Pour corriger");

      plain.driver().get(plain.driver().getCurrentUrl().replace("?done=kept#errors", ""));
      write(
          plain,
          Keys.chord(Keys.CONTROL, Keys.HOME),
          Keys.RIGHT,
          Keys.DELETE.toString().repeat(MISTAKE.length()));
      plain.press(By.cssSelector("form p > .button"), Keys.ENTER);
      way.arrive("?done=kept");

      assertThat(plain.find(".notice").getText()).isEqualTo("Le brouillon est enregistré.");
      assertThat(plain.driver().findElements(By.cssSelector(".summary, #errors"))).isEmpty();

      plain.press(By.cssSelector("main .ways-on a"), Keys.ENTER);
      way.arrive("/fr/editeur/dossiers/" + site.dossier(DRAFT));
      plain.press(By.cssSelector("#c-GOV-03 button"), Keys.ENTER);
      way.arrive("?done=checked");

      assertThat(plain.find("#c-GOV-03 .passed").getText()).startsWith("Réussi");
    }
  }

  @Test
  void an_officer_judges_a_criterion_by_keyboard_alone_and_without_script() throws IOException {
    try (Browser plain = Browser.withoutScript()) {
      plain.size(320, 640);
      Examination way = new Examination(site, plain);
      way.signIn("lead", "/fr/referencement/file");
      plain.press(By.cssSelector("main a[href$='" + site.dossier(REVIEWED) + "']"), Keys.ENTER);
      way.arrive(site.dossier(REVIEWED));
      plain.press(By.cssSelector("main a.button"), Keys.ENTER);
      way.arrive("/critere/");

      plain.press(By.id("verdict-CONFORM"), Keys.SPACE);
      plain.press(By.id("juger-motif-fr"), Keys.END);
      plain.driver().switchTo().activeElement().sendKeys("La pièce le montre, page 3.");
      plain.press(By.cssSelector("button[value='juger']"), Keys.ENTER);
      way.arrive("/critere/");

      assertThat(plain.find(".summary").getText()).contains("Écrivez le motif en anglais.");
      assertThat(plain.find("#juger-motif-fr").getAttribute("value"))
          .isEqualTo("La pièce le montre, page 3.");

      plain.press(By.cssSelector(".summary a[href='#juger-motif-en']"), Keys.ENTER);
      WebElement english = plain.find("#juger-motif-en");
      plain.press(By.id("juger-motif-en"), Keys.END);
      english.sendKeys("The file shows it, page 3.");
      plain.press(By.cssSelector("button[value='juger']"), Keys.ENTER);
      way.arrive("fait=avis");

      assertThat(plain.find("main").getText())
          .contains("L’avis est enregistré.", "La pièce le montre, page 3.");
    }
  }

  private static void write(Browser with, CharSequence... keys) {
    with.press(By.id("manifest"), Keys.SHIFT);
    with.driver().switchTo().activeElement().sendKeys(keys);
  }
}
