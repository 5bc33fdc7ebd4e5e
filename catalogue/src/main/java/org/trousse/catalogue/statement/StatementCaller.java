package org.trousse.catalogue.statement;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.listing.Facts.Exchange;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.statement.SigningKeyStore.Made;
import org.trousse.catalogue.statement.StatementClaims.Occasion;

/// Signs software statements with the key of the day, and keeps the keys. Making keys and signing
/// take milliseconds of CPU, so they run beside the event loops.
public final class StatementCaller {
  /// `typ` of the JWS, so that nothing else that the catalogue signs passes for a statement.
  static final String TYPE = "software-statement+jwt";

  /// How soon another node's change is seen.
  private static final long POLL_MS = 1_000;

  /// How often the age of keys is looked at.
  private static final long AGE_POLLS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(StatementCaller.class);

  private final Vertx vertx;
  private final SigningKeyStore store;
  private final LoadsListings listings;
  private final String issuer;
  private final String audience;
  private final Clock clock;
  private volatile KeyRing ring = new KeyRing(List.of());
  private final AtomicLong timer = new AtomicLong(-1);
  private final AtomicLong polls = new AtomicLong();

  /// A reading that began before a change of ours must not undo it.
  private final AtomicLong changes = new AtomicLong();

  /// The listing as it stands at this instant, from the table itself: a suspended app gets no
  /// statement, not even in the half second before memory hears of it.
  @FunctionalInterface
  public interface LoadsListings {
    Future<Optional<Listing>> load(String softwareId);
  }

  /// @param issuer the catalogue, the statement's `iss`
  /// @param audience the authorization server's issuer, the statement's `aud`
  public StatementCaller(
      Vertx vertx,
      SigningKeyStore store,
      LoadsListings listings,
      String issuer,
      String audience,
      Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.listings = listings;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  /// Reads the keys and makes the first; fails when a key cannot be read, and then the catalogue
  /// must not start.
  public Future<StatementCaller> open() {
    return rotate(false)
        .map(ready -> {
          timer.set(vertx.setPeriodic(POLL_MS, tick -> poll()));
          return this;
        });
  }

  public void close() {
    vertx.cancelTimer(timer.get());
  }

  private void poll() {
    Future<Void> done = polls.incrementAndGet() % AGE_POLLS == 0 ? rotate(false) : load();
    // without the database the keys of before sign on
    done.onFailure(failed -> LOG.warn("the catalogue's keys could not be read", failed));
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

  /// A new key, whatever the age of the old one; it signs when every verifier has had the time to
  /// see it.
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
                    .executeBlocking(() -> made(before, now, command))
                    .map(Objects::requireNonNull))
        .onSuccess(after -> {
          changes.incrementAndGet();
          ring = after;
        })
        .mapEmpty();
  }

  /// In an emergency: the key leaves the JWK Set at once, so that what it signed no longer
  /// verifies, and another takes its place.
  public Future<Void> remove(String kid) {
    return store.remove(kid, clock.instant()).compose(done -> rotate(false));
  }

  private static Optional<Made> made(KeyRing ring, Instant now, boolean command)
      throws JOSEException {
    Optional<KeyRing.Needed> needed = ring.needed(now, command);
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    ECKey jwk =
        new ECKeyGenerator(Curve.P_256)
            .keyID(UUID.randomUUID().toString())
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.ES256)
            .generate();
    SigningKey key = new SigningKey(jwk, now, needed.get().signsFrom(), null);
    return Optional.of(new Made(key, needed.get().retires()));
  }

  /// The JWK Set of this instant, from memory.
  public String jwks() {
    return ring.published(clock.instant());
  }

  /// A statement for one registration.
  public Future<StatementOutcome> statement(String softwareId) {
    return listings
        .load(softwareId)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(new StatementOutcome.Unknown())
                : statement(found.get()));
  }

  private Future<StatementOutcome> statement(Listing listing) {
    Exchange exchange = listing.facts().exchange();
    if (!listing.standing().connects()) {
      return Future.succeededFuture(new StatementOutcome.NotAllowed(listing.standing()));
    }
    if (exchange == null) {
      return Future.succeededFuture(new StatementOutcome.NoExchange());
    }
    Occasion occasion =
        new Occasion(issuer, audience, UUID.randomUUID().toString(), clock.instant());
    Optional<SigningKey> key = ring.signing(occasion.now());
    return key.isEmpty()
        ? Future.failedFuture(new IllegalStateException("the catalogue has no key that signs"))
        : vertx
            .executeBlocking(
                () -> signed(key.get(), StatementClaims.of(listing, exchange, occasion)), false)
            .map(Objects::requireNonNull)
            .map(jws -> new StatementOutcome.Issued(jws, StatementClaims.expiry(occasion)));
  }

  private static String signed(SigningKey key, Map<String, Object> claims) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.kid())
            .type(new JOSEObjectType(TYPE))
            .build();
    JWSObject jws = new JWSObject(header, new Payload(claims));
    jws.sign(new ECDSASigner(key.jwk()));
    return jws.serialize();
  }
}
