package org.trousse.catalogue.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.Ground;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.store.ListingStore;

/// Statements, verified as the authorization server does (docs/software-statement.md).
final class StatementIT {
  private static Ground ground;
  private CatalogueModule module;

  @BeforeAll
  static void start() {
    ground = new Ground();
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @BeforeEach
  void open() {
    module = ground.open();
  }

  @AfterEach
  void close() {
    module.close();
  }

  private static Listing app(String softwareId, Standing standing, boolean exchanges) {
    Facts facts =
        SyntheticListings.make(60, 11).stream()
            .map(Listing::facts)
            .filter(found -> (found.exchange() != null) == exchanges)
            .findFirst()
            .orElseThrow();
    return SyntheticListings.listing(
        softwareId, facts, standing, SyntheticListings.TODAY, List.of());
  }

  private SignedJWT issued(String softwareId) throws Exception {
    StatementOutcome outcome = module.statement(softwareId).await();
    assertThat(outcome).isInstanceOf(StatementOutcome.Issued.class);
    return SignedJWT.parse(((StatementOutcome.Issued) outcome).jws());
  }

  private ECKey keyOf(SignedJWT jwt) throws Exception {
    return JWKSet.parse(module.keys()).getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
  }

  @Test
  void a_statement_is_what_the_authorization_server_verifies() throws Exception {
    Listing listing = app("synthetic-good", Standing.LISTED, true);
    module.publish(listing).await();
    Instant before = Instant.now().minusSeconds(1);

    SignedJWT jwt = issued("synthetic-good");

    assertThat(jwt.getHeader().getType().getType()).isEqualTo("software-statement+jwt");
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(jwt.verify(new ECDSAVerifier(keyOf(jwt).toPublicJWK()))).isTrue();
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(Ground.URL + "/catalogue");
    assertThat(jwt.getPayload().toJSONObject().get("aud")).isEqualTo(Ground.URL);
    assertThat(claims.getIssueTime().toInstant()).isAfterOrEqualTo(before.minusSeconds(1));
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(300));
    assertThat(claims.getJWTID()).hasSizeBetween(16, 200);
    assertThat(claims.getStringClaim("status")).isEqualTo("referenced");
    assertThat(claims.getStringClaim("security_profile")).isEqualTo("smart-public");
    assertThat(claims.getStringClaim("software_id")).isEqualTo("synthetic-good");
    assertThat(claims.getStringClaim("client_name")).isEqualTo(listing.facts().name());
    assertThat(claims.getStringClaim("legal_name")).isEqualTo(listing.facts().editor().legalName());
    assertThat(claims.getStringClaim("reference")).isEqualTo(listing.reference());
    assertThat(claims.getStringClaim("id_token_signed_response_alg")).isEqualTo("RS256");
    assertThat(claims.getJSONObjectClaim("purpose")).containsOnlyKeys("fr", "en");
    assertThat(claims.getStringListClaim("redirect_uris")).isNotEmpty();
    assertThat(claims.getClaims()).doesNotContainKeys("jwks", "jwks_uri");
    assertThat((List<?>) claims.getClaim("permissions"))
        .hasSameSizeAs(listing.facts().wants())
        .first()
        .satisfies(one ->
            assertThat(((Map<?, ?>) one).keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder("permission", "needed", "reason", "without"));
    assertThat((List<?>) claims.getClaim("recipients")).hasSize(1);
  }

  @Test
  void each_statement_has_an_id_of_its_own() throws Exception {
    module.publish(app("synthetic-twice", Standing.LISTED, true)).await();

    assertThat(issued("synthetic-twice").getJWTClaimsSet().getJWTID())
        .isNotEqualTo(issued("synthetic-twice").getJWTClaimsSet().getJWTID());
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void an_app_gets_a_statement_only_while_it_may_be_connected(Standing standing) {
    String id = "synthetic-" + standing.word();
    module.publish(app(id, standing, true)).await();

    StatementOutcome outcome = module.statement(id).await();

    if (standing.connects()) {
      assertThat(outcome).isInstanceOf(StatementOutcome.Issued.class);
    } else {
      assertThat(outcome).isEqualTo(new StatementOutcome.NotAllowed(standing));
    }
  }

  @Test
  void a_suspension_holds_for_the_very_next_statement() {
    module.publish(app("synthetic-stopped", Standing.LISTED, true)).await();

    module
        .changeStanding(
            new ListingStore.Change(
                "synthetic-stopped",
                2,
                List.of(),
                SyntheticListings.decision(SyntheticListings.TODAY, Standing.SUSPENDED)))
        .await();

    assertThat(module.statement("synthetic-stopped").await())
        .isEqualTo(new StatementOutcome.NotAllowed(Standing.SUSPENDED));
  }

  @Test
  void who_exchanges_nothing_and_who_is_unknown_get_none() {
    module.publish(app("synthetic-leaflet", Standing.LISTED, false)).await();

    assertThat(module.statement("synthetic-leaflet").await())
        .isEqualTo(new StatementOutcome.NoExchange());
    assertThat(module.statement("nobody").await()).isEqualTo(new StatementOutcome.Unknown());
  }

  @Test
  void a_rotated_key_is_published_before_it_signs() throws Exception {
    module.publish(app("synthetic-rotated", Standing.LISTED, true)).await();
    String before = issued("synthetic-rotated").getHeader().getKeyID();
    int published = JWKSet.parse(module.keys()).size();

    module.rotateKeys().await();

    assertThat(JWKSet.parse(module.keys()).size()).isEqualTo(published + 1);
    SignedJWT jwt = issued("synthetic-rotated");
    assertThat(jwt.getHeader().getKeyID()).isEqualTo(before);
    assertThat(jwt.verify(new ECDSAVerifier(keyOf(jwt).toPublicJWK()))).isTrue();
  }

  @Test
  void a_removed_key_verifies_nothing_any_more_and_another_signs() throws Exception {
    module.publish(app("synthetic-removed", Standing.LISTED, true)).await();
    module.rotateKeys().await();
    String kid = issued("synthetic-removed").getHeader().getKeyID();

    module.removeKey(kid).await();

    SignedJWT next = issued("synthetic-removed");
    assertThat(next.verify(new ECDSAVerifier(keyOf(next).toPublicJWK()))).isTrue();
    assertThat(JWKSet.parse(module.keys()).getKeyByKeyId(kid)).isNull();
    assertThat(
            ground
                .postgres()
                .ask(
                    "select length(private_key) from catalogue.signing_key where kid = '"
                        + kid
                        + "'"))
        .isEqualTo("0");
  }

  @Test
  void keys_live_through_a_restart_and_stand_sealed_in_their_rows() throws Exception {
    String kid = JWKSet.parse(module.keys()).getKeys().getFirst().getKeyID();
    CatalogueModule second = ground.open();

    try {
      assertThat(JWKSet.parse(second.keys()).getKeyByKeyId(kid)).isNotNull();
      assertThat(
              ground
                  .postgres()
                  .ask(
                      "select count(*) from catalogue.signing_key"
                          + " where position('\"d\"'::bytea in private_key) > 0"
                          + " or public_key ? 'd'"))
          .isEqualTo("0");
    } finally {
      second.close();
    }
  }

  @Test
  void another_platform_key_cannot_open_the_house() {
    byte[] other = new byte[32];
    other[5] = 1;

    assertThatThrownBy(() -> ground.open(new SecretKeySpec(other, "AES"), Clock.systemUTC()))
        .hasMessageContaining("another platform key");
  }
}
