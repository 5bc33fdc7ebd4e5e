package org.trousse.platform.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trousse.platform.command.FilledPlatform;

/// What every page of referencing is held to, in both languages, on the smallest phone and at a
/// desk.
record Examination(FilledPlatform site, Browser browser) {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /// Controls that a thumb misses: lower than 44 pixels.
  private static final String SMALL =
      """
      return [...document.querySelectorAll('main :is(button, select, textarea, summary, .button,\
       input:not([type=hidden], [type=radio], [type=checkbox])), .tick > label')]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
        .map(one => one.outerHTML.slice(0, 120))\
      """;

  /// Values that nobody wrote for people.
  private static final String RAW =
      """
      return document.querySelector('main').innerText.split('\\n')
        .filter(line => /\\bnull\\b|\\{\\d\\}|Optional\\[/.test(line))\
      """;

  /// One of the demo's vendor or officers, as they come.
  ///
  /// @param landing where they begin, in French
  void signIn(String card, String landing) {
    browser.driver().get(site.address("/fr/demonstration"));
    browser.press(By.cssSelector("button[value='" + card + "']"), Keys.ENTER);
    arrive(landing);
  }

  void arrive(String part) {
    new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
        .until(ExpectedConditions.urlContains(part));
  }

  /// The same page in both languages.
  void pages(String french, String english) {
    look("fr", french, english);
    look("en", english, french);
  }

  private void look(String language, String path, String other) {
    browser.driver().get(site.address(path));

    String page = browser.driver().getCurrentUrl();
    assertThat(page).isEqualTo(site.address(path));
    assertThat(browser.find("html").getAttribute("lang")).as(page).isEqualTo(language);
    assertThat(browser.find(".language").getAttribute("href"))
        .as(page)
        .isEqualTo(site.address(other));
    assertThat(browser.driver().findElements(By.tagName("h1"))).as(page).hasSize(1);
    assertThat(browser.driver().findElements(By.tagName("script"))).as(page).isEmpty();
    unfold();
    onThePhone(page);
    atTheDesk(page);
    if (language.equals("fr")) {
      accessible(page);
    }
  }

  private void unfold() {
    browser
        .driver()
        .executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  private void onThePhone(String page) {
    browser.size(320, 640);
    assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .as(page)
        .isEqualTo(320L);
    assertThat((List<?>) browser.driver().executeScript(SMALL)).as(page).isEmpty();
    assertThat((List<?>) browser.driver().executeScript(RAW)).as(page).isEmpty();
    accessible(page);
  }

  private void atTheDesk(String page) {
    browser.size(1280, 900);
    assertThat(
            browser
                .driver()
                .executeScript(
                    "let all = document.documentElement; return all.scrollWidth > all.clientWidth"))
        .as(page)
        .isEqualTo(false);
  }

  private void accessible(String page) {
    assertThat(new AxeBuilder().withTags(RULES).analyze(browser.driver()).getViolations())
        .as(page)
        .isEmpty();
  }
}
