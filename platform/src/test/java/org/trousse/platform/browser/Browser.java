package org.trousse.platform.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trousse.platform.page.DemoPerson;

/// Debian's chromium without a screen and without a past.
final class Browser implements AutoCloseable {
  private static final int STEPS_MAX = 120;

  private final ChromeDriver driver;

  private Browser(ChromeOptions options) throws IOException {
    Path profile = Files.createTempDirectory("trousse-browser");
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=fr",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
  }

  static Browser open() throws IOException {
    return new Browser(new ChromeOptions());
  }

  static Browser withoutScript() throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setExperimentalOption(
        "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    return new Browser(options);
  }

  ChromeDriver driver() {
    return driver;
  }

  /// A phone or a desk, in CSS pixels: headless windows are never narrower than 500, so the
  /// viewport itself is set.
  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /// Opens a person's record the way people do.
  void choose(Site site, DemoPerson person) {
    driver.get(site.address("/fr/demonstration"));
    find("button[value='" + person.id() + "']").sendKeys(Keys.ENTER);
    new WebDriverWait(driver, Duration.ofSeconds(20))
        .until(ExpectedConditions.urlToBe(site.address("/fr/mesures")));
  }

  /// Goes there with the tabulator alone, through a group of radio buttons with the arrows.
  void press(By target, Keys key) {
    WebElement wanted = driver.findElement(target);
    for (int step = 0; step < STEPS_MAX; step++) {
      WebElement active = driver.switchTo().activeElement();
      if (active.equals(wanted)) {
        active.sendKeys(key);
        return;
      }
      boolean sameGroup =
          "radio".equals(wanted.getAttribute("type"))
              && wanted.getAttribute("name").equals(active.getAttribute("name"));
      active.sendKeys(sameGroup ? Keys.ARROW_DOWN : Keys.TAB);
    }
    throw new AssertionError("the keyboard does not reach " + target);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
