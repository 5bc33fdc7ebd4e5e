package org.trousse.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.Account;
import org.trousse.consent.signin.AccountStore;
import org.trousse.sdk.PatientId;

/// What `fhirUser` of a parent leads to. All people are synthetic.
final class RelatedPersonIT {
  private static final String WITH_USER = "openid fhirUser patient/glucose.read";

  private static Ground ground;
  private static Issuing issuing;
  private static HttpServer server;

  @BeforeAll
  static void open() {
    ground = new Ground();
    issuing = new Issuing(ground, Clock.systemUTC());
    AccountStore accounts = new AccountStore(ground.pool(), Ground.hash(), Clock.systemUTC());
    Router router = Router.router(ground.vertx());
    new ConsentRoutes(
            issuing.door,
            issuing.grants,
            clientId -> Future.succeededFuture(Optional.empty()),
            token -> Optional.empty(),
            (clientId, patient) -> clientId + "-sees-" + patient.value(),
            new ConsentRoutes.KnowsPeople() {
              @Override
              public Future<Optional<Account>> find(UUID account) {
                return accounts.find(account);
              }

              @Override
              public String name(String clientId, UUID account) {
                return RelatedPersons.id(Ground.hash(), clientId, account);
              }
            },
            Issuing.ISSUER)
        .mount(router);
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterAll
  static void close() {
    server.close().await();
    issuing.close();
    ground.close();
  }

  @Test
  @Tag("consent-46")
  @Tag("consent-115")
  void the_parent_who_allowed_the_app_is_read_with_the_apps_own_ids() throws Exception {
    App app = issuing.app(SecurityProfile.SMART_PUBLIC);
    PatientId child = ground.patient();
    UUID parent = ground.account(ground.patient());
    String token = token(app, child, parent, WITH_USER);

    String id = RelatedPersons.id(Ground.hash(), app.clientId(), parent);
    HttpResponse<String> answer = get(id, token);

    RelatedPerson person =
        FhirContext.forR4Cached()
            .newJsonParser()
            .setParserErrorHandler(new StrictErrorHandler())
            .parseResource(RelatedPerson.class, answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(person.getIdElement().getIdPart()).isEqualTo(id);
    assertThat(person.getPatient().getReference())
        .isEqualTo("Patient/" + app.clientId() + "-sees-" + child.value());
    assertThat(person.getRelationshipFirstRep().getCodingFirstRep().getCode()).isEqualTo("PRN");
    assertThat(person.getNameFirstRep().getNameAsSingleString()).isEqualTo("Demo Person");
    assertThat(answer.body()).doesNotContain(parent.toString(), child.text());
  }

  @Test
  void nobody_elses_id_and_no_patients_own_account_is_a_related_person() throws Exception {
    App app = issuing.app(SecurityProfile.SMART_PUBLIC);
    PatientId child = ground.patient();
    UUID parent = ground.account(ground.patient());
    PatientId adult = ground.patient();
    UUID self = ground.account(adult);
    String ofParent = token(app, child, parent, WITH_USER);
    String ofAdult = token(app, adult, self, WITH_USER);
    String parentsId = RelatedPersons.id(Ground.hash(), app.clientId(), parent);

    assertThat(get(RelatedPersons.id(Ground.hash(), "other", parent), ofParent).statusCode())
        .isEqualTo(404);
    assertThat(get(parentsId, ofAdult).statusCode()).isEqualTo(404);
    assertThat(get(RelatedPersons.id(Ground.hash(), app.clientId(), self), ofAdult).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_token_without_fhirUser_or_without_life_reads_no_name() throws Exception {
    App app = issuing.app(SecurityProfile.SMART_PUBLIC);
    UUID parent = ground.account(ground.patient());
    String poor = token(app, ground.patient(), parent, "patient/glucose.read");
    String id = RelatedPersons.id(Ground.hash(), app.clientId(), parent);

    assertThat(get(id, poor).statusCode()).isEqualTo(403);
    assertThat(get(id, "nobodys").statusCode()).isEqualTo(401);
  }

  private static String token(App app, PatientId patient, UUID account, String scope) {
    Grant grant =
        issuing
            .grants
            .give(
                new NewGrant(
                    patient,
                    app.clientId(),
                    1,
                    account,
                    Set.of(Permission.read(DataKind.GLUCOSE)),
                    null,
                    true,
                    Duration.DAYS_30,
                    "en",
                    "The text."))
            .await();
    return issuing.token(Issuing.redemption(app, issuing.code(grant, scope))).text("access_token");
  }

  private static HttpResponse<String> get(String id, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/fhir/RelatedPerson/" + id))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
