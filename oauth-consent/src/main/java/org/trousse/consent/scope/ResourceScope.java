package org.trousse.consent.scope;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.consent.permission.DataKind;

/// One resource scope (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"):
/// `patient/Observation.rs?code=http://loinc.org|29463-7`, or of version 1
/// `patient/Observation.read`.
///
/// @param text as the app wrote it
/// @param letters a subset of `cruds`, in that order
/// @param version1 whether it was written `.read`, `.write` or `.*`
/// @param codes the Observations that it means, by LOINC code; empty for what is not kept here
record ResourceScope(
    String text,
    Context context,
    String type,
    String letters,
    boolean version1,
    Set<String> codes) {
  enum Context {
    PATIENT,
    USER,
    SYSTEM
  }

  /// What the record can be asked for: reading and searching Observations and creating them.
  private static final String OBSERVATION_LETTERS = "crs";

  static final String LOINC = "http://loinc.org";
  private static final String CATEGORY =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  private static final Pattern SHAPE =
      Pattern.compile("(patient|user|system)/([A-Za-z]+|\\*)\\.([a-z]+|\\*)(?:\\?(.*))?");
  private static final Pattern LETTERS = Pattern.compile("c?r?u?d?s?");
  private static final Pattern PARAMETER = Pattern.compile("([a-z][a-z-]*)=([^=]+)");

  private static final Set<String> EVERY_CODE = everyCode();

  private static Set<String> everyCode() {
    Set<String> all = new TreeSet<>();
    for (DataKind kind : DataKind.values()) {
      all.addAll(kind.loinc());
    }
    return Set.copyOf(all);
  }

  /// Empty: not in the grammar.
  static Optional<ResourceScope> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    String type = shape.group(2);
    String filter = shape.group(4);
    Optional<String> old = version1(shape.group(3));
    String letters = old.orElse(shape.group(3));
    boolean known = type.equals("*") || ResourceTypes.R4.contains(type);
    boolean filteredVersion1 = old.isPresent() && filter != null;
    if (!known || filteredVersion1 || !LETTERS.matcher(letters).matches()) {
      return Optional.empty();
    }
    Optional<Set<String>> codes = filter == null ? Optional.of(EVERY_CODE) : codes(type, filter);
    return codes.map(meant ->
        new ResourceScope(
            text, context(shape.group(1)), type, letters, old.isPresent(), ofType(type, meant)));
  }

  private static Context context(String word) {
    return switch (word) {
      case "patient" -> Context.PATIENT;
      case "user" -> Context.USER;
      default -> Context.SYSTEM;
    };
  }

  private static Set<String> ofType(String type, Set<String> codes) {
    return type.equals("*") || type.equals("Observation") ? codes : Set.of();
  }

  private static Optional<String> version1(String word) {
    return switch (word) {
      case "read" -> Optional.of("rs");
      case "write" -> Optional.of("cud");
      case "*" -> Optional.of("cruds");
      default -> Optional.empty();
    };
  }

  /// Several parameters narrow, several values of one widen (FHIR R4 search). Parameters that we
  /// cannot hold an app to are no scope: ignoring them would grant more than was asked.
  private static Optional<Set<String>> codes(String type, String filter) {
    Set<String> codes = new TreeSet<>(EVERY_CODE);
    for (String part : filter.split("&", -1)) {
      Matcher parameter = PARAMETER.matcher(part);
      if (!parameter.matches()) {
        return Optional.empty();
      }
      List<String> values = List.of(parameter.group(2).split(",", -1));
      if (values.contains("")) {
        return Optional.empty();
      }
      switch (type) {
        case "Observation" -> {
          switch (parameter.group(1)) {
            case "code" -> codes.retainAll(byCode(values));
            case "category" -> codes.retainAll(byCategory(values));
            default -> {
              return Optional.empty();
            }
          }
        }
        case "Patient", "*" -> {
          return Optional.empty();
        }
        // a type that is not kept here: nothing can be granted of it anyway
        default -> codes.clear();
      }
    }
    return Optional.of(Set.copyOf(codes));
  }

  private static Set<String> byCode(List<String> values) {
    Set<String> codes = new LinkedHashSet<>();
    for (String value : values) {
      codes.add(value.startsWith(LOINC + "|") ? value.substring(LOINC.length() + 1) : value);
    }
    return codes;
  }

  /// All that is kept here are vital signs.
  private static Set<String> byCategory(List<String> values) {
    return values.contains("vital-signs") || values.contains(CATEGORY + "|vital-signs")
        ? EVERY_CODE
        : Set.of();
  }

  /// One letter on one kind of thing: what a scope comes down to.
  ///
  /// @param target a LOINC code, or `Patient`
  record Reach(char letter, String target) {}

  static final String PATIENT = "Patient";

  /// What of this scope exists here.
  Set<Reach> reach() {
    Set<Reach> reach = new LinkedHashSet<>();
    if (context != Context.PATIENT) {
      return reach;
    }
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (OBSERVATION_LETTERS.indexOf(letter) >= 0) {
        codes.forEach(code -> reach.add(new Reach(letter, code)));
      }
      if (letter == 'r' && (type.equals("*") || type.equals(PATIENT))) {
        reach.add(new Reach(letter, PATIENT));
      }
    }
    return reach;
  }

  /// The same scope with the letters that exist here; of version 1 as it was asked.
  String whole() {
    if (version1) {
      return text;
    }
    String kept = type.equals(PATIENT) ? keep("r") : keep(OBSERVATION_LETTERS);
    int filter = text.indexOf('?');
    return "patient/" + type + "." + kept + (filter < 0 ? "" : text.substring(filter));
  }

  private String keep(String some) {
    StringBuilder kept = new StringBuilder();
    letters.chars().filter(letter -> some.indexOf(letter) >= 0).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /// The codes of one kind that it means, in the registry's order.
  List<String> codes(DataKind kind) {
    List<String> some = new ArrayList<>(kind.loinc());
    some.retainAll(codes);
    return some;
  }
}
