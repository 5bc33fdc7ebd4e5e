package org.trousse.consent.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.ResourceScope.Reach;

/// What a `scope` parameter says (RFC 6749 §3.3), understood.
public final class ScopeRequest {
  /// Longer texts are refused before they are read.
  public static final int CHARACTERS_MAX = 48 * 1024;

  static final int WORDS_MAX = 2_000;

  /// RFC 6749 §3.3.
  private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /// SMART's other way of writing the same (section "Scopes, as URIs").
  private static final String URI_PREFIX = "http://smarthealthit.org/fhir/scopes/";

  private static final Set<String> FLAGS =
      Set.of("openid", "fhirUser", "launch/patient", "offline_access", "online_access");

  /// What became of a text.
  public sealed interface Parsed {}

  public record Asked(ScopeRequest request) implements Parsed {}

  /// `invalid_scope`; the words may be shown to the app's developer.
  public record Invalid(String why) implements Parsed {}

  private final List<ResourceScope> resources;
  private final Set<String> flags;
  private final Set<Reach> reach;

  private ScopeRequest(List<ResourceScope> resources, Set<String> flags) {
    this.resources = List.copyOf(resources);
    this.flags = Set.copyOf(flags);
    Set<Reach> all = new LinkedHashSet<>();
    resources.forEach(scope -> all.addAll(scope.reach()));
    this.reach = Set.copyOf(all);
  }

  /// Reads a scope text. Words that belong to others are passed over, as RFC 6749 §3.3 allows: what
  /// the app got stands in its token's answer. Resource scopes out of the grammar are refused.
  public static Parsed parse(String text) {
    if (text.length() > CHARACTERS_MAX) {
      return new Invalid("the scope is longer than " + CHARACTERS_MAX + " characters");
    }
    List<ResourceScope> resources = new ArrayList<>();
    Set<String> flags = new LinkedHashSet<>();
    List<String> words = words(text);
    if (words.size() > WORDS_MAX) {
      return new Invalid("the scope has more than " + WORDS_MAX + " words");
    }
    for (String written : words) {
      String word =
          written.startsWith(URI_PREFIX) ? written.substring(URI_PREFIX.length()) : written;
      if (!TOKEN.matcher(word).matches()) {
        return new Invalid("a scope holds a character that RFC 6749 section 3.3 does not allow");
      }
      if (FLAGS.contains(word)) {
        flags.add(word);
      } else if (word.matches("(patient|user|system)/.*")) {
        Optional<ResourceScope> scope = ResourceScope.parse(word);
        if (scope.isEmpty()) {
          return new Invalid(shown(word) + " is not a scope that this server knows");
        }
        resources.add(scope.get());
      }
    }
    return checked(new ScopeRequest(resources, flags));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).distinct().toList();
  }

  /// A developer sees which scope it was; an error's text stays short (RFC 6749 §5.2 allows no
  /// quote and no backslash, which no scope holds either).
  private static String shown(String word) {
    return word.length() > 100 ? word.substring(0, 100) + "..." : word;
  }

  /// People allow a kind of data or keep it: a part of one is nothing that they could allow.
  private static Parsed checked(ScopeRequest request) {
    for (DataKind kind : DataKind.values()) {
      for (char letter : new char[] {'c', 'r', 's'}) {
        long reached = kind.loinc().stream().filter(code -> request.reaches(letter, code)).count();
        if (reached != 0 && reached != kind.loinc().size()) {
          return new Invalid(
              "people allow all of "
                  + kind.word()
                  + " or none: ask for code="
                  + GrantedScope.values(kind.loinc()));
        }
      }
    }
    return new Asked(request);
  }

  private boolean reaches(char letter, String target) {
    return reach.contains(new Reach(letter, target));
  }

  /// What is asked of the patient; several scopes on one type are a union. No resource scope asks
  /// for nothing.
  public Set<Permission> permissions() {
    Set<Permission> asked = new TreeSet<>();
    for (DataKind kind : DataKind.values()) {
      if (allows('r', kind) || allows('s', kind)) {
        asked.add(Permission.read(kind));
      }
      if (allows('c', kind)) {
        asked.add(Permission.add(kind));
      }
    }
    return asked;
  }

  /// Whether a token with this scope may do what the letter says (`c` create, `r` read, `s` search)
  /// with this kind; the grant must allow it besides.
  public boolean allows(char letter, DataKind kind) {
    return kind == DataKind.IDENTITY
        ? reaches(letter, ResourceScope.PATIENT)
        : reaches(letter, kind.loinc().getFirst());
  }

  public boolean allows(Permission permission) {
    return permission.direction() == Direction.ADD
        ? allows('c', permission.kind())
        : allows('r', permission.kind()) || allows('s', permission.kind());
  }

  public boolean openid() {
    return flags.contains("openid");
  }

  public boolean fhirUser() {
    return flags.contains("fhirUser");
  }

  public boolean launchPatient() {
    return flags.contains("launch/patient");
  }

  /// Refreshing while nobody is signed in.
  public boolean offline() {
    return flags.contains("offline_access");
  }

  /// Refreshing while the patient's session lasts.
  public boolean online() {
    return flags.contains("online_access");
  }

  /// Whether a token of this scope is told for which patient it is.
  public boolean namesPatient() {
    return launchPatient() || !reach.isEmpty();
  }

  /// Whether nothing is asked that we could give.
  public boolean isEmpty() {
    return flags.isEmpty() && reach.isEmpty();
  }

  /// Whether a refresh may ask for this: RFC 6749 §6, never more than before. A word that is not
  /// kept here was not granted either, so asking for it is asking for more.
  public boolean isWithin(ScopeRequest current) {
    return current.flags.containsAll(flags)
        && current.reach.containsAll(reach)
        && resources.stream().noneMatch(scope -> scope.reach().isEmpty());
  }

  List<ResourceScope> resources() {
    return resources;
  }

  Set<String> flags() {
    return flags;
  }
}
