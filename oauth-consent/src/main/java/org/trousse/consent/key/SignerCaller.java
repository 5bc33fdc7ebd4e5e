package org.trousse.consent.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.key.KeyLife.Needed;
import org.trousse.consent.key.SigningKeyStore.Change;
import org.trousse.consent.key.SigningKeyStore.Made;
import org.trousse.consent.key.SigningKeyStore.Removed;
import org.trousse.consent.key.SigningKeyStore.Retired;

/// Signs with the key of the day. Making keys and signing take milliseconds of CPU, so they run
/// beside the event loops.
public final class SignerCaller {
  /// How soon another node's change is seen: a removed key must not sign on.
  private static final long POLL_MS = 1_000;

  /// How often the age of keys is looked at.
  private static final long AGE_POLLS = 60;

  /// FAPI 2.0 Security Profile §5.4: RSA of 2048 bits or more.
  static final int RSA_BITS = 2_048;

  private static final Logger LOG = LoggerFactory.getLogger(SignerCaller.class);

  private final Vertx vertx;
  private final SigningKeyStore store;
  private final Clock clock;
  private volatile KeyRing ring = new KeyRing(List.of());
  private long timer = -1;
  private long polls;

  /// A reading that began before a change of ours must not undo it.
  private final AtomicLong changes = new AtomicLong();

  private SignerCaller(Vertx vertx, SigningKeyStore store, Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
  }

  /// Reads the keys and makes those that are missing; fails when a key cannot be read, and then the
  /// server must not start.
  public static Future<SignerCaller> open(Vertx vertx, SigningKeyStore store, Clock clock) {
    SignerCaller signer = new SignerCaller(vertx, store, clock);
    return signer
        .rotate(false)
        .map(ready -> {
          signer.timer = vertx.setPeriodic(POLL_MS, tick -> signer.poll());
          return signer;
        });
  }

  public void close() {
    vertx.cancelTimer(timer);
  }

  private void poll() {
    polls++;
    Future<Void> done = polls % AGE_POLLS == 0 ? rotate(false) : load();
    // without the database the keys of before sign on
    done.onFailure(failed -> LOG.warn("the signing keys could not be read", failed));
  }

  private Future<Void> load() {
    long seen = changes.get();
    return store
        .load(clock.instant())
        .onSuccess(loaded -> {
          if (changes.get() == seen) {
            ring = loaded;
          }
        })
        .mapEmpty();
  }

  private void changed(KeyRing after) {
    changes.incrementAndGet();
    ring = after;
  }

  /// New keys for every algorithm, whatever the age of the old ones; they sign when every verifier
  /// has had the time to see them.
  public Future<Void> rotate() {
    return rotate(true);
  }

  private Future<Void> rotate(boolean command) {
    Instant now = clock.instant();
    return store
        .change(
            now,
            before ->
                vertx
                    .executeBlocking(() -> rotation(before, now, command))
                    .map(Objects::requireNonNull))
        .onSuccess(this::changed)
        .mapEmpty();
  }

  /// Whether it has such a key and has not removed it.
  public boolean has(String kid) {
    return ring.keys().stream().anyMatch(key -> key.kid().equals(kid) && !key.removed());
  }

  /// In an emergency: the key leaves the JWK Set at once, so that what it signed no longer
  /// verifies, and another takes its place.
  public Future<Void> remove(String kid) {
    Instant now = clock.instant();
    return store
        .change(now, before -> Future.succeededFuture(List.of(new Removed(kid, now))))
        .compose(after -> {
          changed(after);
          return rotate(false);
        });
  }

  private static List<Change> rotation(KeyRing ring, Instant now, boolean command)
      throws JOSEException {
    List<Change> changes = new ArrayList<>();
    for (String alg : KeyLife.ALGORITHMS) {
      Optional<Needed> needed = KeyLife.needed(ring, alg, now, command);
      if (needed.isPresent()) {
        Instant signsFrom = needed.get().signsFrom();
        changes.add(new Made(new SigningKey(make(alg), alg, now, signsFrom, null, null, false)));
        String retires = needed.get().retires();
        if (retires != null) {
          changes.add(new Retired(retires, signsFrom, KeyLife.gone(signsFrom)));
        }
      }
    }
    return changes;
  }

  private static JWK make(String alg) throws JOSEException {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(alg);
    String kid = UUID.randomUUID().toString();
    return JWSAlgorithm.Family.EC.contains(algorithm)
        ? new ECKeyGenerator(Curve.P_256)
            .keyID(kid)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .generate()
        : new RSAKeyGenerator(RSA_BITS)
            .keyID(kid)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .generate();
  }

  /// A compact JWS (RFC 7515).
  ///
  /// @param typ the header's, e.g. `JWT`
  public Future<String> sign(String alg, String typ, Map<String, Object> claims) {
    Optional<SigningKey> key = ring.signing(alg, clock.instant());
    return key.isEmpty()
        ? Future.failedFuture(new IllegalStateException("no key signs " + alg))
        : vertx
            .executeBlocking(() -> signed(key.get(), typ, claims), false)
            .map(Objects::requireNonNull);
  }

  private static String signed(SigningKey key, String typ, Map<String, Object> claims)
      throws JOSEException, ParseException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(key.alg()))
            .keyID(key.kid())
            .type(new JOSEObjectType(typ))
            .build();
    SignedJWT jwt = new SignedJWT(header, JWTClaimsSet.parse(claims));
    JWSSigner signer =
        new DefaultJWSSignerFactory().createJWSSigner(key.jwk(), header.getAlgorithm());
    jwt.sign(signer);
    return jwt.serialize();
  }

  /// The JWK Set of this instant, from memory.
  public String jwks() {
    return ring.published(clock.instant());
  }

  String receiptKeys() {
    return ring.forReceipts();
  }

  KeyRing ring() {
    return ring;
  }
}
