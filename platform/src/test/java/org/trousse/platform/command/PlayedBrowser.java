package org.trousse.platform.command;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A person with a browser without script: cookies, redirects within the platform, and forms with
/// the fields that the page gave them.
final class PlayedBrowser {
  private static final int REDIRECTS_MAX = 8;
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

  private static final Pattern APP = Pattern.compile("/en/applications\\?app=([0-9a-f-]{36})");
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String platform;
  private final String person;
  private @Nullable Page objections;

  /// @param platform the public URL
  /// @param person who is chosen in the demo's picker
  PlayedBrowser(String platform, String person) {
    this.platform = platform;
    this.person = person;
  }

  /// Where the browser stands.
  private record Page(URI at, int status, String html) {
    /// The part of the form that holds `mark`.
    String form(String mark) {
      for (String form : html.split("<form", -1)) {
        if (form.contains(mark)) {
          return form.substring(0, form.indexOf("</form>"));
        }
      }
      throw new AssertionError(status + " at " + at.getPath() + " has no form with " + mark);
    }

    boolean has(String mark) {
      return html.contains(mark);
    }
  }

  /// Follows an app's address, signs in, ticks and allows.
  ///
  /// @param ticks values of the page's boxes, e.g. `glucose.read`
  /// @return where the app is led back to
  URI allow(URI address, Set<String> ticks) throws IOException, InterruptedException {
    return decide(signedIn(address), ticks).at();
  }

  /// Types a device's code, ticks and allows.
  ///
  /// @return the page on which the person read what they allow
  String pair(URI address, String code, Set<String> ticks)
      throws IOException, InterruptedException {
    Page asking = signedIn(address);
    Page consent = submit(asking, asking.form("name=\"code\""), List.of(field("code", code)));
    Page done = decide(consent, ticks);
    if (done.status() != 200 || done.has("name=\"decision\"")) {
      throw new AssertionError("the device was not allowed: " + done.status());
    }
    return consent.html();
  }

  /// Sets readings aside that an app of the person's added until today.
  ///
  /// @param kind that one app alone added
  void setAside(String kind) throws IOException, InterruptedException {
    Page apps = signedIn(URI.create(platform + "/en/applications"));
    Matcher app = APP.matcher(apps.html());
    while (app.find()) {
      String page = platform + "/en/set-readings-aside?app=" + app.group(1);
      if (visit(HttpRequest.newBuilder(URI.create(page)).build()).has("value=\"" + kind + "\"")) {
        String asked = "&suite=oui&mesures=" + kind + "&jusqu=" + LocalDate.now(ZONE);
        Page sure = visit(HttpRequest.newBuilder(URI.create(page + asked)).build());
        objections = submit(sure, sure.form("\"ecarter\""), List.of(field("action", "ecarter")));
        return;
      }
    }
    throw new AssertionError("no app added " + kind);
  }

  /// Takes back what was set aside last.
  void showAgain() throws IOException, InterruptedException {
    Page page = Objects.requireNonNull(objections);
    submit(page, page.form("\"remontrer\""), List.of(field("action", "remontrer")));
  }

  private Page signedIn(URI address) throws IOException, InterruptedException {
    Page page = visit(HttpRequest.newBuilder(address).build());
    if (!page.at().getPath().matches("/(fr|en)/(sign-in|connexion|demo|demonstration)")) {
      return page;
    }
    // the way back stands in the address as the picker's form sends it
    String back = page.at().getRawQuery();
    return post(URI.create(platform + "/en/demo"), List.of(back, field("person", person)));
  }

  /// Ticks what the page offers; what was allowed before stays, and has no box.
  private Page decide(Page page, Set<String> ticks) throws IOException, InterruptedException {
    List<String> fields = new ArrayList<>();
    boolean again = page.has("value=\"kept\"");
    for (String tick : again ? Set.<String>of() : ticks) {
      if (!page.has("value=\"" + tick + "\"")) {
        throw new AssertionError("the page does not offer " + tick);
      }
      fields.add(field("p", tick));
    }
    if (page.has("name=\"historique\"")) {
      fields.add(field("historique", "all"));
    }
    fields.add(field("duree", "30d"));
    fields.add(field("decision", "autoriser"));
    return submit(page, page.form("name=\"decision\""), fields);
  }

  private Page submit(Page page, String form, List<String> chosen)
      throws IOException, InterruptedException {
    List<String> fields = new ArrayList<>();
    Matcher hidden = HIDDEN.matcher(form);
    while (hidden.find()) {
      fields.add(field(hidden.group(1), hidden.group(2)));
    }
    fields.addAll(chosen);
    Matcher action = ACTION.matcher(form);
    return post(action.find() ? page.at().resolve(action.group(1)) : page.at(), fields);
  }

  private Page post(URI to, List<String> fields) throws IOException, InterruptedException {
    return visit(
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", platform)
            .POST(BodyPublishers.ofString(fields.stream().collect(Collectors.joining("&"))))
            .build());
  }

  /// Follows redirects within the platform; the first that leads out is where it stops.
  private Page visit(HttpRequest request) throws IOException, InterruptedException {
    HttpRequest next = request;
    for (int count = 0; count < REDIRECTS_MAX; count++) {
      HttpResponse<String> answer = http.send(next, BodyHandlers.ofString());
      if (answer.statusCode() != 303) {
        return new Page(next.uri(), answer.statusCode(), answer.body());
      }
      URI to = next.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
      if (!to.toString().startsWith(platform)) {
        return new Page(to, 303, "");
      }
      next = HttpRequest.newBuilder(to).build();
    }
    throw new AssertionError("too many redirects from " + request.uri().getPath());
  }

  private static String field(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
