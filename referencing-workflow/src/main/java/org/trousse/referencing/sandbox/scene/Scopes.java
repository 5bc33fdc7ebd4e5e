package org.trousse.referencing.sandbox.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// SMART scopes as permissions and back, as far as the sandbox needs them.
public final class Scopes {
  private static final Set<String> FLAGS =
      Set.of("openid", "fhirUser", "launch/patient", "offline_access", "online_access");
  private static final Pattern RESOURCE =
      Pattern.compile(
          "patient/(Observation|Patient|\\*)\\.(read|write|\\*|c?r?u?d?s?)(?:\\?code=(.+))?");
  private static final String LOINC = "http://loinc.org";

  private Scopes() {}

  /// What one word of a scope reaches; empty for a flag or a word that nobody knows.
  public static Set<String> reach(String word) {
    Matcher matcher = RESOURCE.matcher(word);
    Set<String> reach = new LinkedHashSet<>();
    if (!matcher.matches()) {
      return reach;
    }
    boolean read = reads(matcher.group(2));
    boolean add = adds(matcher.group(2));
    for (Kind kind : kinds(matcher.group(1), Optional.ofNullable(matcher.group(3)))) {
      if (read) {
        reach.add(kind.read());
      }
      if (add && kind != Kind.IDENTITY) {
        reach.add(kind.add());
      }
    }
    return reach;
  }

  private static boolean reads(String letters) {
    return letters.equals("read")
        || letters.equals("*")
        || (!letters.equals("write") && (letters.contains("r") || letters.contains("s")));
  }

  private static boolean adds(String letters) {
    return letters.equals("write")
        || letters.equals("*")
        || (!letters.equals("read") && letters.contains("c"));
  }

  private static List<Kind> kinds(String type, Optional<String> codes) {
    return switch (type) {
      case "Patient" -> List.of(Kind.IDENTITY);
      case "*" -> List.of(Kind.values());
      default ->
          codes
              .map(Scopes::ofCodes)
              .orElseGet(() ->
                  Arrays.stream(Kind.values()).filter(kind -> kind != Kind.IDENTITY).toList());
    };
  }

  /// The kinds of a `code` parameter: values with or without their system.
  public static List<Kind> ofCodes(String codes) {
    return Arrays.stream(codes.split(","))
        .map(code -> code.substring(code.indexOf('|') + 1))
        .flatMap(code -> Kind.ofLoinc(code).stream())
        .distinct()
        .toList();
  }

  public static Set<String> words(String scope) {
    return scope.isBlank() ? Set.of() : new LinkedHashSet<>(List.of(scope.strip().split("\\s+")));
  }

  /// All that a scope asks for.
  public static Set<String> asked(String scope) {
    return words(scope).stream()
        .flatMap(word -> reach(word).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Words that ask for every type of resource, or that nobody knows.
  public static List<String> tooBroad(String scope) {
    return words(scope).stream()
        .filter(word -> !FLAGS.contains(word))
        .filter(word -> word.startsWith("patient/*") || reach(word).isEmpty())
        .toList();
  }

  /// The scope that an app is given back: a word that is granted in part comes back as one word for
  /// each kind.
  public static String granted(String scope, Set<String> permissions) {
    List<String> words = new ArrayList<>();
    for (String word : words(scope)) {
      Set<String> reach = reach(word);
      if (FLAGS.contains(word) || (!reach.isEmpty() && permissions.containsAll(reach))) {
        words.add(word);
      } else {
        Arrays.stream(Kind.values())
            .map(kind -> granular(kind, reach, permissions))
            .filter(granular -> !granular.isEmpty())
            .forEach(words::add);
      }
    }
    return String.join(" ", new LinkedHashSet<>(words));
  }

  private static String granular(Kind kind, Set<String> reach, Set<String> permissions) {
    boolean add = reach.contains(kind.add()) && permissions.contains(kind.add());
    boolean read = reach.contains(kind.read()) && permissions.contains(kind.read());
    String letters = (add ? "c" : "") + (read ? "rs" : "");
    if (letters.isEmpty()) {
      return "";
    }
    return kind == Kind.IDENTITY
        ? "patient/Patient.r"
        : "patient/Observation."
            + letters
            + "?code="
            + kind.loinc().stream()
                .map(code -> LOINC + "|" + code)
                .collect(Collectors.joining(","));
  }
}
