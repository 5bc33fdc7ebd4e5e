package org.trousse.platform.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Walks a person's pages and sends every form that it meets, each of its buttons once, with one
/// text in all that can be typed into.
final class FormFiller {
  private static final Pattern FORM = Pattern.compile("(?s)<form([^>]*)>(.*?)</form>");
  private static final Pattern FIELD =
      Pattern.compile(
          "(?s)<(input|button|textarea|select)([^>]*)>(.*?)(?=<(?:input|button|textarea|select)|$)");
  private static final Pattern OPTION = Pattern.compile("<option([^>]*)>");
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
  private static final Set<String> TYPED = Set.of("text", "search", "tel", "number", "email", "");

  /// A form of a page, as it is sent by one of its buttons.
  private record Form(String action, Map<String, String> fields) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final String site;
  private final String cookie;
  private final Set<String> seen = new HashSet<>();
  private final List<Integer> statuses = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();

  /// @param cookie of who walks
  FormFiller(String site, String cookie) {
    this.site = site;
    this.cookie = cookie;
  }

  /// What forms were answered with.
  List<Integer> statuses() {
    return statuses;
  }

  /// All that was shown.
  String shown() {
    return shown.toString();
  }

  /// Looks at `path` and, through its links, at all pages below the roots; sends their forms.
  ///
  /// @param pages how many at most
  void walk(String path, Pattern roots, int pages, String typed) throws Exception {
    List<String> next = new ArrayList<>(List.of(path));
    for (int at = 0; at < next.size() && at < pages; at++) {
      String page = look(next.get(at));
      for (Form form : forms(next.get(at), page, typed)) {
        send(form);
      }
      Matcher link = LINK.matcher(page);
      while (link.find()) {
        String found = link.group(1).replace("&amp;", "&");
        if (roots.matcher(found).lookingAt() && seen.add(found)) {
          next.add(found);
        }
      }
    }
  }

  String look(String path) throws IOException, InterruptedException {
    String body = answer(to(path).build()).body();
    shown.append(body);
    return body;
  }

  private void send(Form form) throws IOException, InterruptedException {
    String body =
        form.fields().entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        to(form.action())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", site)
            .POST(BodyPublishers.ofString(body))
            .build();
    statuses.add(answer(request).statusCode());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(site + path)).header("Cookie", cookie);
  }

  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  private static List<Form> forms(String path, String page, String typed) {
    List<Form> forms = new ArrayList<>();
    Matcher form = FORM.matcher(page);
    while (form.find()) {
      String action = attribute(form.group(1), "action").replace("&amp;", "&");
      boolean leaves = action.contains("deconnexion") || action.contains("sign-out");
      if (!"post".equalsIgnoreCase(attribute(form.group(1), "method")) || leaves) {
        continue;
      }
      Map<String, String> fields = new LinkedHashMap<>();
      Map<String, String> buttons = new LinkedHashMap<>();
      fill(form.group(2), typed, fields, buttons);
      String target = action.isEmpty() ? path : action;
      if (buttons.isEmpty()) {
        forms.add(new Form(target, fields));
      }
      buttons.forEach((value, name) -> {
        Map<String, String> pressed = new LinkedHashMap<>(fields);
        pressed.put(name, value);
        forms.add(new Form(target, pressed));
      });
    }
    return forms;
  }

  private static void fill(
      String form, String typed, Map<String, String> fields, Map<String, String> buttons) {
    Matcher field = FIELD.matcher(form);
    while (field.find()) {
      String name = attribute(field.group(2), "name");
      String value = attribute(field.group(2), "value");
      String type = attribute(field.group(2), "type");
      if (name.isEmpty()) {
        continue;
      }
      switch (field.group(1)) {
        case "button" -> buttons.put(value, name);
        case "textarea" -> fields.put(name, typed);
        case "select" -> fields.put(name, chosen(field.group(3)));
        default -> fields.put(name, TYPED.contains(type) ? typed : value);
      }
    }
  }

  private static String chosen(String select) {
    String first = "";
    Matcher option = OPTION.matcher(select);
    while (option.find()) {
      String value = attribute(option.group(1), "value");
      if (option.group(1).contains(" selected")) {
        return value;
      }
      first = first.isEmpty() ? value : first;
    }
    return first;
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1) : "";
  }
}
