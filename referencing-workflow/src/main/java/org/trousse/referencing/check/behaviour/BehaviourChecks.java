package org.trousse.referencing.check.behaviour;

import java.util.ArrayList;
import java.util.List;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.text.Text;

/// Every check that judges how an app behaves in the sandbox.
public final class BehaviourChecks {
  private static final Text NO_EXCHANGE =
      new Text("L’application n’échange pas de données.", "The app exchanges no data.");
  private static final Text NO_READ =
      new Text("L’application ne lit rien.", "The app reads nothing.");
  private static final Text NO_ADD =
      new Text("L’application n’ajoute rien.", "The app adds nothing.");

  private BehaviourChecks() {}

  private static Manifest.Profile profile(Subject subject) {
    Manifest.Exchange exchange = subject.manifest().exchange();
    return exchange == null ? Manifest.Profile.SMART_PUBLIC : exchange.profile();
  }

  private static boolean exchanges(Subject subject) {
    return subject.manifest().exchange() != null;
  }

  private static boolean reads(Subject subject) {
    return subject.manifest().wants().stream().anyMatch(Manifest.Want::reads);
  }

  private static boolean adds(Subject subject) {
    return subject.manifest().wants().stream().anyMatch(want -> want.permission().endsWith(".add"));
  }

  private static boolean several(Subject subject) {
    return subject.manifest().wants().size() > 1;
  }

  private static boolean bindsTokens(Subject subject) {
    boolean asked = subject.tier().atLeast(RiskTier.R3);
    return exchanges(subject) && (asked || profile(subject) == Manifest.Profile.FAPI2);
  }

  private static boolean keepsAKey(Subject subject) {
    return exchanges(subject) && profile(subject) != Manifest.Profile.SMART_PUBLIC;
  }

  private static boolean keysByAddress(Subject subject) {
    Manifest.Exchange exchange = subject.manifest().exchange();
    return exchange != null && exchange.jwksUri() != null;
  }

  private static boolean bringsDevices(Subject subject) {
    return adds(subject)
        && subject.manifest().devices().stream()
            .anyMatch(one -> one.connection() != Manifest.Connection.VENDOR_CLOUD);
  }

  private static List<String> with(String scene, boolean more, String another) {
    return more ? List.of(scene, another) : List.of(scene);
  }

  /// In the order of the specification.
  public static List<Check> all(ValidatesFhir validator) {
    List<Check> checks = new ArrayList<>(oauth());
    checks.addAll(api(validator));
    checks.addAll(devices());
    return List.copyOf(checks);
  }

  private static List<Check> oauth() {
    Text notBound =
        new Text("Demandé à partir du niveau de risque R3.", "Asked from risk tier R3 on.");
    Text publicApp =
        new Text("Une application publique n’a pas de clé.", "A public app has no key.");
    Text single = new Text("Un seul droit est demandé.", "One permission alone is asked for.");
    List<String> connect = List.of("connect");
    List<String> tampered = List.of("wrong-state", "wrong-iss", "wrong-nonce");
    return List.of(
        new TapeCheck(
            "OAU-01", connect, BehaviourChecks::exchanges, NO_EXCHANGE, AskingRules::codeWithPkce),
        new TapeCheck(
            "OAU-02",
            connect,
            BehaviourChecks::exchanges,
            NO_EXCHANGE,
            AskingRules::exactRedirects),
        new TapeCheck(
            "OAU-03", connect, BehaviourChecks::exchanges, NO_EXCHANGE, AskingRules::leastScopes),
        new TapeCheck(
            "OAU-04",
            tampered,
            BehaviourChecks::exchanges,
            NO_EXCHANGE,
            AskingRules::tamperedAnswers),
        new TapeCheck(
            "OAU-05", connect, BehaviourChecks::exchanges, NO_EXCHANGE, AskingRules::noTokenInUrl),
        new TapeCheck(
            "OAU-06",
            List.of("refresh"),
            BehaviourChecks::exchanges,
            NO_EXCHANGE,
            TokenRules::refresh),
        new TapeCheck("OAU-07", connect, BehaviourChecks::bindsTokens, notBound, TokenRules::bound),
        new TapeCheck(
            "OAU-08",
            subject -> with("connect", keysByAddress(subject), "key-rotation"),
            BehaviourChecks::keepsAKey,
            publicApp,
            TokenRules::assertions),
        new TapeCheck(
            "OAU-09",
            List.of("revoked"),
            BehaviourChecks::exchanges,
            NO_EXCHANGE,
            TokenRules::stops),
        new TapeCheck(
            "CNS-02",
            List.of("partial-grant"),
            BehaviourChecks::several,
            single,
            TokenRules::partialGrant));
  }

  private static List<Check> api(ValidatesFhir validator) {
    List<String> units = List.of("units");
    return List.of(
        new TapeCheck(
            "API-01", units, BehaviourChecks::adds, NO_ADD, ValueRules.validFhir(validator)),
        new TapeCheck("API-02", units, BehaviourChecks::adds, NO_ADD, ValueRules::units),
        new TapeCheck("API-03", units, BehaviourChecks::adds, NO_ADD, ValueRules::codes),
        new TapeCheck(
            "API-04", List.of("doubtful"), BehaviourChecks::adds, NO_ADD, ValueRules::doubtful),
        new TapeCheck(
            "API-05", List.of("resent"), BehaviourChecks::adds, NO_ADD, SendingRules::resent),
        new TapeCheck(
            "API-06", List.of("clock"), BehaviourChecks::adds, NO_ADD, SendingRules::clocks),
        new TapeCheck(
            "API-07",
            subject -> with("read-trouble", adds(subject), "add-trouble"),
            BehaviourChecks::exchanges,
            NO_EXCHANGE,
            SendingRules::trouble),
        new TapeCheck(
            "API-08",
            subject -> with("connect", several(subject), "partial-grant"),
            BehaviourChecks::reads,
            NO_READ,
            SendingRules::reading));
  }

  private static List<Check> devices() {
    List<String> devices = List.of("devices");
    Text none =
        new Text(
            "L’application n’apporte pas d’appareil qui parle à la plateforme.",
            "The app brings no device that speaks to the platform.");
    return List.of(
        new TapeCheck(
            "DEV-01", devices, BehaviourChecks::bringsDevices, none, DeviceRules::individual),
        new TapeCheck(
            "DEV-02", devices, BehaviourChecks::bringsDevices, none, DeviceRules::ownCredentials),
        new TapeCheck(
            "DEV-03", devices, BehaviourChecks::bringsDevices, none, DeviceRules::ownTopics),
        new TapeCheck(
            "DEV-07", List.of("doubtful"), BehaviourChecks::adds, NO_ADD, ValueRules::testData));
  }
}
