package org.trousse.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.app.NoAppsLane;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.app.Presented;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.RightsLane;
import org.trousse.gateway.device.AppDeviceStore;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.DeviceStore;
import org.trousse.gateway.device.KeyedHash;
import org.trousse.gateway.device.NewDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.door.DailyQuota;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.gateway.door.RegistrationRate;
import org.trousse.gateway.door.SignInLane;
import org.trousse.gateway.http.AnswerStore;
import org.trousse.gateway.http.DeviceRoutes;
import org.trousse.gateway.http.HttpDoor;
import org.trousse.gateway.http.ReadingRoutes;
import org.trousse.gateway.intake.IntakeLane;
import org.trousse.gateway.intake.ReceivedClock;
import org.trousse.gateway.mqtt.MqttDoor;
import org.trousse.gateway.mqtt.MqttVerticle;
import org.trousse.gateway.own.OwnDeviceStore;
import org.trousse.gateway.page.ProblemRoutes;
import org.trousse.gateway.page.QuarantineRoutes;
import org.trousse.gateway.quarantine.QuarantineStore;
import org.trousse.gateway.session.SessionStore;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// The front door: what the platform opens and plugs.
public final class GatewayModule {
  /// What this house asks of the others.
  ///
  /// @param appender a way into the record for the calling event loop
  /// @param rights what apps may add
  /// @param tokens what an app's token opens
  public record Needs(
      Supplier<Appends> appender,
      FindsFirstOwner firstOwner,
      NotesMeal meals,
      KnowsDevice knows,
      KnowsRights rights,
      OpensTokens tokens,
      FramesPages layout) {
    /// Where no app is known: no token opens anything, and an app's device may add nothing.
    public Needs(
        Supplier<Appends> appender,
        FindsFirstOwner firstOwner,
        NotesMeal meals,
        KnowsDevice knows,
        FramesPages layout) {
      this(appender, firstOwner, meals, knows, new NoAppsLane(), new NoAppsLane(), layout);
    }
  }

  /// Appends readings to the record.
  @FunctionalInterface
  public interface Appends {
    /// Completes after COMMIT with ACCEPTED, DUPLICATE, CONFLICT or REFUSED; fails when the reading
    /// is not known to be stored.
    Future<Outcome> append(Reading reading);
  }

  /// Which of these patients has this very reading already?
  @FunctionalInterface
  public interface FindsFirstOwner {
    Future<Optional<PatientId>> of(List<PatientId> patients, Reading reading);
  }

  /// Adds a meal to a glucose reading; gives back how many readings it met.
  @FunctionalInterface
  public interface NotesMeal {
    Future<Integer> note(
        List<PatientId> patients,
        DeviceId device,
        long nativeId,
        @Nullable Meal meal,
        Set<Flag> flags);
  }

  /// Tells the record how to name a device as a source.
  @FunctionalInterface
  public interface KnowsDevice {
    /// Harmless when it is known already.
    ///
    /// @param app whose device it is; null for one of the platform's own
    Future<Void> know(DeviceId device, String label, int specialisation, @Nullable String app);
  }

  /// What a patient lets an app add. Any thread may ask, and be answered on any.
  public interface KnowsRights {
    Future<Right> mayAdd(String clientId, PatientId patient, Measure measure);

    /// From what is in memory alone; STALE when it is not there.
    Right glance(String clientId, PatientId patient, Measure measure);
  }

  /// Opens an app's access token.
  @FunctionalInterface
  public interface OpensTokens {
    Future<Opening> open(Presented presented);
  }

  /// Puts a house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    String frame(Locale language, String title, String path, String body);
  }

  /// The MQTT door's bounds.
  ///
  /// @param receiveMaximum unacknowledged messages of a connection (MQTT 5 §3.2.2.3.3)
  /// @param bytesInFlightMax uncommitted payload bytes of the node
  /// @param keepAliveMaxSeconds also stands for a keep-alive of 0
  public record MqttSettings(
      String host,
      int port,
      int tlsPort,
      int receiveMaximum,
      int messageBytesMax,
      int clientIdLengthMax,
      int connectTimeoutSeconds,
      int keepAliveMaxSeconds,
      long sessionExpiryMaxSeconds,
      int connectionsMax,
      int messagesPerSecondMax,
      long bytesInFlightMax) {
    /// What `spec` documents; see docs/settings.md.
    public static MqttSettings defaults(String host, int port, int tlsPort) {
      return new MqttSettings(
          host,
          port,
          tlsPort,
          32,
          65_536,
          128,
          5,
          300,
          Duration.ofDays(7).toSeconds(),
          100_000,
          1_000,
          64L << 20);
    }

    /// The same with other bounds for the node and the connection.
    public MqttSettings bounded(int connections, int messagesPerSecond) {
      return new MqttSettings(
          host,
          port,
          tlsPort,
          receiveMaximum,
          messageBytesMax,
          clientIdLengthMax,
          connectTimeoutSeconds,
          keepAliveMaxSeconds,
          sessionExpiryMaxSeconds,
          connections,
          messagesPerSecond,
          bytesInFlightMax);
    }
  }

  /// What both doors need.
  ///
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  /// @param credentialKey for the keyed hashes of device passwords
  /// @param messagesPerDeviceAndDayMax quota of a device
  /// @param failuresPerMinuteMax refused sign-ins of an address
  public record Settings(
      MqttSettings mqtt,
      String publicUrl,
      SecretKey credentialKey,
      int messagesPerDeviceAndDayMax,
      int failuresPerMinuteMax) {
    /// Never the key.
    @Override
    public String toString() {
      return "Settings(" + mqtt + ")";
    }
  }

  /// How the house reaches the database as `trousse_gateway`.
  ///
  /// @param doors connections of the doors
  /// @param feed one connection that follows the registry, on the event loop of `feedVertx`
  /// @param feedVertx with one event loop, which nobody else uses
  public record Ways(Pool doors, Pool feed, Vertx feedVertx) {}

  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final Settings settings;
  private final Needs needs;
  private final RightsLane rights;
  private final DeviceStore devices;
  private final RegistryStore registry;
  private final OwnDeviceStore own;
  private final QuarantineStore quarantine;
  private final ReceivedClock received;
  private final SessionStore sessions;
  private final AnswerStore answers;
  private final MqttDoor mqtt;
  private final HttpDoor http;

  private GatewayModule(
      Vertx vertx, Settings settings, Ways ways, Needs needs, MeterRegistry meters, Clock clock) {
    Pool pool = ways.doors();
    this.vertx = vertx;
    this.settings = settings;
    this.needs = needs;
    this.rights = new RightsLane(needs.rights());
    this.devices = new DeviceStore(pool);
    this.registry = new RegistryStore(ways.feedVertx(), new DeviceStore(ways.feed()), devices);
    this.own = new OwnDeviceStore(pool, devices);
    this.quarantine = new QuarantineStore(pool);
    this.received = new ReceivedClock(clock);
    this.sessions = new SessionStore(pool);
    this.answers = new AnswerStore(pool);
    FailedSignIns failures = new FailedSignIns(settings.failuresPerMinuteMax());
    DailyQuota quota = new DailyQuota(settings.messagesPerDeviceAndDayMax(), clock);
    SignInLane signIns = new SignInLane(registry, settings.credentialKey());
    this.mqtt = mqttDoor(signIns, failures, quota, new DoorMetrics(meters, "mqtt"));
    this.http =
        new HttpDoor(
            registry,
            signIns,
            needs.tokens(),
            failures,
            quota,
            new RegistrationRate(),
            new DoorMetrics(meters, "http"),
            answers,
            registrations(clock),
            HttpDoor.Reach.of(settings.publicUrl(), settings.mqtt()));
  }

  private MqttDoor mqttDoor(
      SignInLane signIns, FailedSignIns failures, DailyQuota quota, DoorMetrics metrics) {
    return new MqttDoor(
        settings.mqtt(),
        registry,
        signIns,
        sessions,
        failures,
        quota,
        metrics,
        rights,
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>(),
        new AtomicLong());
  }

  private RegistrationLane registrations(Clock clock) {
    return new RegistrationLane(
        registry,
        new AppDeviceStore(devices),
        needs.knows(),
        settings.credentialKey(),
        new SecureRandom(),
        clock);
  }

  /// Begins to follow the registry; the doors are still closed.
  public static Future<GatewayModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, MeterRegistry meters, Clock clock) {
    GatewayModule module = new GatewayModule(vertx, settings, ways, needs, meters, clock);
    vertx.setPeriodic(
        SWEEP.toMillis(),
        tick -> {
          module.sessions.sweep();
          module.answers.sweep();
        });
    return module.registry.open().map(module);
  }

  /// Opens the MQTT door on every event loop.
  ///
  /// @param certificate for the TLS port; null keeps that port closed
  public Future<?> listen(int instances, @Nullable KeyCertOptions certificate) {
    mqtt.metrics().gauges(mqtt.live(), mqtt.bytesInFlight());
    return vertx.deployVerticle(
        () -> new MqttVerticle(mqtt, this::intake, certificate),
        new DeploymentOptions().setInstances(instances));
  }

  /// Adds the HTTP door to the router of the calling event loop.
  public void mount(Router router) {
    new ReadingRoutes(http, intake()).mount(router);
    new DeviceRoutes(http).mount(router);
  }

  /// Adds the pages that explain the HTTP door's problems.
  ///
  /// @param frame the public pages' frame
  public static void mountPages(Router router, FramesPages frame) {
    new ProblemRoutes(frame).mount(router);
  }

  /// Adds the operators' pages.
  public void mountOperations(Router router) {
    new QuarantineRoutes(quarantine::page, needs.layout()::frame, ZoneOffset.UTC).mount(router);
  }

  /// Registers a device, here and as a source in the record. True when it is new.
  public Future<Boolean> register(NewDevice device) {
    KeyedHash credential = KeyedHash.of(settings.credentialKey(), device.password());
    return needs
        .knows()
        .know(device.id(), device.label(), device.specialisation(), device.app())
        .compose(known -> devices.register(device, credential));
  }

  /// Gives a device to a patient for a time; fails when another binding overlaps.
  public Future<Void> bind(DeviceId device, Binding binding) {
    return devices.bind(device, binding);
  }

  /// Ends the binding that lasts.
  public Future<Void> unbind(DeviceId device, Instant at) {
    return devices.unbind(device, at);
  }

  /// Ends a device's registration: its connections end, its readings are refused.
  public Future<Void> end(DeviceId device, Instant at) {
    return devices.end(device, at);
  }

  /// The devices that patients have.
  public OwnDeviceStore own() {
    return own;
  }

  /// Lets a gateway publish for another device.
  public Future<Void> actFor(DeviceId principal, DeviceId device) {
    return devices.actFor(principal, device);
  }

  /// What the patient lets the app add has changed, or, without a patient, the app's own state: the
  /// connections of its devices are asked again at once. Any thread may call.
  public void grantChanged(String clientId, @Nullable PatientId patient) {
    mqtt.grantChanged(clientId, patient);
  }

  /// Whether the reading's device is still registered, still was its owner's at that time and, if
  /// it belongs to an app, still may add this; asked again when a batch leaves for the database.
  public boolean stillAllowed(Reading reading) {
    return registry
        .glance(reading.device())
        .filter(device -> !device.ended())
        .filter(device -> device.owners().contains(reading.patient()))
        .filter(device -> rights.stillAllowed(device, reading))
        .isPresent();
  }

  /// Whether the registry is confirmed, so that the doors answer.
  public boolean ready() {
    return registry.fresh();
  }

  /// Stops following the registry.
  public void close() {
    registry.close();
  }

  private IntakeLane intake() {
    return new IntakeLane(needs, rights, devices, registry, quarantine, received);
  }
}
