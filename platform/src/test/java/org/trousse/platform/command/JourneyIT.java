package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.secret.SelfSignedCertificate;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole way, as a newcomer would walk it: a platform from an empty folder, real MQTT with the
/// bytes of Bluetooth services in, FHIR and the page out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JourneyIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final PatientId PATIENT = new PatientId(0x1122334455667788L);
  private static final String TOKEN = "a-token-of-a-test";
  private String session = "";
  private static final String PASSWORD = "a-password-of-a-test-device";
  private static final DeviceId DEVICE = new DeviceId("test", "everything");
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final LocalDateTime local = LocalDateTime.ofInstant(now, ZoneOffset.UTC);

  @TempDir private static Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int httpPort = freePort();
  private final int mqttPort = freePort();
  private final int tlsPort = freePort();
  private final int operationsPort = freePort();
  private @Nullable Running opened;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private Settings settings() {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder.resolve("data"),
            "--http-port=" + httpPort,
            "--mqtt-port=" + mqttPort,
            "--mqtt-tls-port=" + tlsPort,
            "--operations-port=" + operationsPort);
    return any.settings;
  }

  @BeforeAll
  void listen() {
    opened = Running.open(settings(), true);
    var platform = running().platform();
    platform
        .record()
        .welcome(new NewPatient(PATIENT, "Essai", "Synthétique", LocalDate.of(1950, 1, 31), true))
        .await();
    platform
        .gateway()
        .register(new NewDevice(DEVICE, PASSWORD, Set.of(Measure.values()), "Test device", 528_457))
        .await();
    platform
        .gateway()
        .bind(DEVICE, new Binding(PATIENT, now.minus(30, ChronoUnit.DAYS), null))
        .await();
    platform.readers().welcome(TOKEN, PATIENT);
    platform.listen(List.of(), Map.of()).await();
    Person person = new Person("Essai", "Synthétique", LocalDate.of(1950, 1, 31));
    session =
        platform
            .consent()
            .pages()
            .enterDemo(person, PATIENT, null, null, null)
            .await()
            .orElseThrow();
  }

  @AfterAll
  void stop() {
    running().close();
  }

  private Running running() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void four_measures_travel_from_the_device_to_fhir_and_to_the_page() throws Exception {
    try (Device device = new Device(false)) {
      assertThat(device.publish("gatt-2a18", meter(7))).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
      assertThat(device.publish("gatt-2a35", cuff())).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
      assertThat(device.publish("gatt-2a9d", scale())).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
      assertThat(device.publish("gatt-2a1c", thermometer()))
          .isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
    }

    assertThat(value("2339-0").at("/valueQuantity/value").decimalValue())
        .isEqualByComparingTo("95");
    JsonNode pressure = value("85354-9");
    assertThat(pressure.at("/component/0/valueQuantity/value").asInt()).isEqualTo(134);
    assertThat(pressure.at("/component/1/valueQuantity/value").asInt()).isEqualTo(85);
    assertThat(body("code=29463-7")).as("the device's digits").contains("\"value\":70.000");
    assertThat(body("code=8310-5")).contains("\"value\":37.6");
    assertThat(page("/fr/mesures")).contains("Essai").contains("134/85").contains("37,6");
    assertThat(page("/en/measurements")).contains("37.6");
  }

  @Test
  void a_sensor_session_gives_its_readings_their_time_and_sending_twice_stores_once()
      throws Exception {
    ZonedDateTime start = now.minus(2, ChronoUnit.HOURS).atZone(ZoneOffset.UTC);
    byte[] reading =
        GattWriter.cgm(new GattWriter.Cgm(new BigDecimal("112"), 60, Set.of(), null, null), true);

    try (Device device = new Device(false)) {
      device.publish("gatt-2aaa", GattWriter.cgmSession(start, true));
      device.publish("gatt-2aa7", reading);
      device.publish("gatt-2aa7", reading);
    }
    JsonNode found = search("code=99504-3");

    assertThat(found.get("entry")).hasSize(1);
    assertThat(Instant.parse(instant(found.at("/entry/0/resource/effectiveDateTime").asString())))
        .isEqualTo(start.plusMinutes(60).toInstant());
  }

  @Test
  void the_tls_port_takes_readings_too() throws Exception {
    try (Device device = new Device(true)) {
      assertThat(device.publish("gatt-2a18", meter(8))).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
    }
  }

  @Test
  void an_implausible_reading_waits_on_the_operators_page_and_not_in_the_record() throws Exception {
    byte[] fahrenheitAsCelsius = {0x00, (byte) 0xDA, 0x03, 0x00, (byte) 0xFF};

    try (Device device = new Device(false)) {
      assertThat(device.publish("gatt-2a1c", fahrenheitAsCelsius))
          .isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
    }

    assertThat(get(operationsPort, "/en/operations/quarantine", "").body())
        .contains("test/everything")
        .contains("unlikely temperature (above 45 °C)");
    assertThat(search("code=8310-5&date=ge2020").toString()).doesNotContain("98.6");
  }

  @Test
  void nobody_reads_without_a_token_and_health_answers() throws Exception {
    assertThat(get(httpPort, "/fhir/Observation?patient=" + PATIENT.text(), "").statusCode())
        .isEqualTo(401);
    assertThat(get(httpPort, "/readyz", "").statusCode()).isEqualTo(200);
    assertThat(get(operationsPort, "/livez", "").statusCode()).isEqualTo(200);
    assertThat(get(operationsPort, "/metrics", "").body())
        .contains("trousse_records_total")
        .doesNotContain(PATIENT.text())
        .doesNotContain("everything");
    assertThat(get(httpPort, "/metrics", "").statusCode()).isEqualTo(404);
  }

  private byte[] meter(int sequence) {
    return GattWriter.glucose(
        new GattWriter.Glucose(
            sequence,
            local.plusSeconds(sequence),
            null,
            Quantity.of("95", Unit.MG_PER_DL),
            Specimen.CAPILLARY_WHOLE_BLOOD,
            BodySite.FINGER,
            Set.of(),
            false));
  }

  private byte[] cuff() {
    return GattWriter.pressure(
        new GattWriter.Pressure(
            new BigDecimal("134"),
            new BigDecimal("85"),
            null,
            Unit.MM_HG,
            local,
            new BigDecimal("68"),
            null,
            Set.of()));
  }

  private byte[] scale() {
    return GattWriter.weight(new GattWriter.Weight(Quantity.of("70.000", Unit.KG), local, null));
  }

  private byte[] thermometer() {
    return GattWriter.temperature(
        new GattWriter.Temperature(new BigDecimal("37.6"), Unit.CELSIUS, local, BodySite.MOUTH));
  }

  private JsonNode value(String code) throws Exception {
    return search("code=" + code + "&_sort=-date&_count=1").at("/entry/0/resource");
  }

  private JsonNode search(String query) throws Exception {
    return JSON.readTree(body(query));
  }

  private String body(String query) throws Exception {
    HttpResponse<String> answer =
        get(
            httpPort,
            "/fhir/Observation?patient=" + PATIENT.text() + "&" + query,
            "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private String page(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(httpPort, path))
            .header("Cookie", "trousse_session=" + session)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> get(int port, String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String instant(String fhirTime) {
    return ZonedDateTime.parse(fhirTime).toInstant().toString();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /// A device on HiveMQ's client: a second opinion beside our own publisher on Paho.
  private final class Device implements AutoCloseable {
    private final Mqtt5BlockingClient client;

    private Device(boolean tls) throws Exception {
      var builder =
          Mqtt5Client.builder()
              .identifier("journey")
              .serverHost("localhost")
              .serverPort(tls ? tlsPort : mqttPort)
              .simpleAuth()
              .username(DEVICE.username())
              .password(PASSWORD.getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
      client =
          (tls ? builder.sslConfig().trustManagerFactory(trust()).applySslConfig() : builder)
              .buildBlocking();
      client.connectWith().cleanStart(true).send();
    }

    private TrustManagerFactory trust() throws Exception {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (var pem = Files.newInputStream(certificate())) {
        store.setCertificateEntry(
            "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    }

    private Path certificate() {
      return SelfSignedCertificate.in(folder.resolve("data"), Clock.systemUTC(), new SecureRandom())
          .certificate();
    }

    private Mqtt5PubAckReasonCode publish(String codec, byte[] payload) {
      Mqtt5PublishResult result =
          client
              .publishWith()
              .topic("dg/1/test/everything/up/" + codec)
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(payload)
              .send();
      return result instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
          ? acknowledged.getPubAck().getReasonCode()
          : Mqtt5PubAckReasonCode.UNSPECIFIED_ERROR;
    }

    @Override
    public void close() {
      client.disconnect();
    }
  }
}
