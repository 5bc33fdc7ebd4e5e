package org.trousse.referencing.sandbox.door;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.sandbox.proof.SandboxKeys;
import org.trousse.referencing.sandbox.scene.Fault;
import org.trousse.referencing.sandbox.scene.Scene;

/// One scene that is being played: its tape, and what the doors remember. Used by one thread at a
/// time, see [Doors].
public final class Run {
  static final int TAKEN_MAX = 2_000;
  private static final int BODY_CHARACTERS_MAX = 4 * 1024 * 1024;

  private final String issuer;
  private final Manifest.Exchange exchange;
  private final Scene scene;
  private final SandboxKeys keys;
  private final Supplier<String> secrets;
  private final List<Sight.Taken> tape = new ArrayList<>();

  final Map<String, Asked> pushed = new HashMap<>();
  final Map<String, Asked> codes = new HashMap<>();
  final Map<String, Access> accesses = new HashMap<>();
  final Map<String, Refresh> refreshes = new HashMap<>();
  final Map<String, Device> devices = new LinkedHashMap<>();
  final Set<String> usedOnce = new HashSet<>();
  final Set<String> stored = new HashSet<>();
  final Map<String, Integer> troubles = new LinkedHashMap<>();

  JWKSet clientKeys = new JWKSet();
  Instant troubleUntil = Instant.MIN;
  int troubleStage;
  int used;
  int tokensUsed;
  boolean refreshLost;
  boolean revoked;
  private int characters;

  /// A run that begins.
  ///
  /// @param issuer the address of the run, without a slash at its end
  /// @param secrets each one new and unguessable
  public Run(
      String issuer,
      Manifest.Exchange exchange,
      Scene scene,
      SandboxKeys keys,
      Supplier<String> secrets) {
    this.issuer = issuer;
    this.exchange = exchange;
    this.scene = scene;
    this.keys = keys;
    this.secrets = secrets;
  }

  /// What the app asks the patient for.
  ///
  /// @param jkt the key that the code is bound to; empty when to none
  record Asked(
      String redirectUri,
      String challenge,
      String scope,
      Set<String> granted,
      String state,
      String nonce,
      String jkt) {}

  /// An access token.
  static final class Access {
    final Asked asked;
    final String jkt;
    final @Nullable Refresh madeBy;

    /// Which of the tokens it is that served; 0 before it does.
    int order;

    boolean ended;

    Access(Asked asked, String jkt, @Nullable Refresh madeBy) {
      this.asked = asked;
      this.jkt = jkt;
      this.madeBy = madeBy;
    }
  }

  /// A refresh token, and what followed it.
  static final class Refresh {
    final Asked asked;
    final String jkt;
    final @Nullable Refresh parent;
    @Nullable String successor;
    boolean successorSeen;
    boolean ended;

    Refresh(Asked asked, String jkt, @Nullable Refresh parent) {
      this.asked = asked;
      this.jkt = jkt;
      this.parent = parent;
    }
  }

  /// A device that the app registered.
  static final class Device {
    final String password;
    final Set<String> measures;
    int readings;
    boolean ended;

    Device(String password, Set<String> measures) {
      this.password = password;
      this.measures = Set.copyOf(measures);
    }
  }

  public String issuer() {
    return issuer;
  }

  public String fhirBase() {
    return issuer + "/fhir";
  }

  public Scene scene() {
    return scene;
  }

  /// The client id of the app in every run.
  public static String clientId() {
    return "sandbox-client";
  }

  Manifest.Exchange exchange() {
    return exchange;
  }

  SandboxKeys keys() {
    return keys;
  }

  String secret() {
    return secrets.get();
  }

  boolean plays(Fault fault) {
    return scene.faults().contains(fault);
  }

  boolean fapi() {
    return exchange.profile() == Manifest.Profile.FAPI2;
  }

  boolean isPublic() {
    return exchange.profile() == Manifest.Profile.SMART_PUBLIC;
  }

  /// Whether this text was never shown before.
  boolean first(String what) {
    return usedOnce.add(what);
  }

  /// The keys that the app published last.
  public synchronized void clientKeys(JWKSet found) {
    clientKeys = found;
  }

  synchronized boolean full() {
    return tape.size() >= TAKEN_MAX || characters >= BODY_CHARACTERS_MAX;
  }

  /// Puts a request on the tape.
  public synchronized void take(Sight.Taken taken) {
    if (!full()) {
      tape.add(taken);
      characters += taken.body().length() + taken.target().length();
    }
  }

  public synchronized Sight.Tape tape() {
    return new Sight.Tape(List.copyOf(tape));
  }

  /// Never a secret.
  @Override
  public String toString() {
    return "Run(" + scene.id() + ")";
  }
}
