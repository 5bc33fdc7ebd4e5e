package org.trousse.platform.command;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.demo.DemoFile;
import org.trousse.platform.demo.DemoKeys;
import org.trousse.platform.demo.DemoSummary;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.care.DemoCareLane;
import org.trousse.platform.demo.history.DemoHistory;
import org.trousse.platform.demo.history.DemoHistoryLane;
import org.trousse.platform.demo.history.DemoHistoryLane.Filled;
import org.trousse.platform.demo.history.ProgressBar;
import org.trousse.platform.demo.live.LiveDevices;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoParent;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.platform.watch.Logs;
import org.trousse.record.append.NewPatient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `trousse demo`: the platform with demo people, 14 days of their past and live devices.
@Command(name = "demo", description = "Runs the platform with synthetic people and devices.")
public final class DemoCommand implements Callable<Integer> {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final Duration BOUND_SINCE = Duration.ofDays(60);
  private static final String PARENT_CARD = "parent";
  private static final int APPENDS_IN_FLIGHT = 4_000;

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--reset",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Forgets everything in the data folder first.")
  private boolean reset;

  @Override
  public Integer call() throws IOException {
    if (reset) {
      forget(settings.data());
    }
    Files.createDirectories(settings.data());
    Logs.toFile(settings.data().resolve("trousse.log"));
    say("Trousse: starting (data in " + settings.data() + ") …");
    Running running = Running.open(settings, true);
    DemoFile file = new DemoFile(settings.data());
    file.remove();
    DemoKeys keys = new DemoKeys(running.key().derive("demo credentials"));
    List<DemoPerson> people = DemoPeople.all();
    PlatformModule platform = running.platform();

    people.forEach(person -> settle(platform, person, keys));
    List<DemoApp> apps = DemoApps.all(settings.data());
    apps.forEach(app -> platform.consent().register(app.app()).await());
    Filled filled = fill(running, people);
    DemoCare care =
        new DemoCareLane(platform.record().care(), platform.consent().pages(), Clock.systemUTC())
            .open(people)
            .await();
    DemoReferencing referencing = DemoReferencing.fill(platform, apps, settings.httpPort());
    platform.listen(pickable(people, keys), entries(people)).await();
    referencing.look();
    running.folder().announce(settings.publicUrl());
    LiveDevices live =
        LiveDevices.start(
            people,
            new LiveDevices.Gateway("127.0.0.1", settings.mqttPort(), keys::password),
            LiveDevices.Cadence.USUAL,
            Clock.systemUTC(),
            ZONE,
            new Random());
    running.closeFirst(live);
    Path written =
        file.write(
            new DemoFile.Addresses(
                settings.publicUrl(),
                settings.publicUrl() + "/en/demo",
                settings.shownHost(),
                settings.mqttPort()),
            people,
            apps,
            referencing.register(),
            care,
            keys);
    running.closeFirst(() -> written.toFile().delete());
    say(new DemoSummary(keys).text(facts(filled, written), people));
    running.untilStopped();
    return 0;
  }

  private DemoSummary.Facts facts(Filled filled, Path written) {
    String operations = "http://localhost:" + settings.operationsPort();
    return new DemoSummary.Facts(
        settings.publicUrl(),
        settings.publicUrl() + "/",
        operations + "/en/operations/quarantine",
        operations + "/metrics",
        settings.shownHost(),
        settings.mqttPort(),
        settings.mqttTlsPort(),
        written.toString(),
        filled.stored() + filled.stoodAlready(),
        ZonedDateTime.now(ZONE).truncatedTo(ChronoUnit.SECONDS));
  }

  private void settle(PlatformModule platform, DemoPerson person, DemoKeys keys) {
    platform
        .record()
        .welcome(
            new NewPatient(person.id(), person.given(), person.family(), person.birthDate(), true))
        .await();
    platform.readers().welcome(keys.token(person.id()), person.id());
    Instant since = Instant.now().minus(BOUND_SINCE).truncatedTo(ChronoUnit.DAYS);
    for (DemoDevice device : person.devices()) {
      NewDevice wished =
          new NewDevice(
              device.id(),
              keys.password(device.id()),
              Set.of(device.kind().measure()),
              device.kind().label(),
              device.kind().specialisation());
      platform.gateway().register(wished).await();
      platform.gateway().bind(device.id(), new Binding(person.id(), since, null)).await();
    }
  }

  /// On an event loop of its own, as an appender wants.
  static Filled fill(Running running, List<DemoPerson> people) {
    Promise<Filled> filled = Promise.promise();
    ProgressBar progress = new ProgressBar(System.out, ProgressBar.onTerminal(), "Filling 14 days");
    running
        .vertx()
        .runOnContext(now -> {
          DemoHistoryLane lane =
              new DemoHistoryLane(
                  running.platform().record().appender()::append,
                  running.platform().record()::newest,
                  APPENDS_IN_FLIGHT,
                  progress);
          Future<Filled> filling = lane.fill(people, new DemoHistory(Instant.now(), ZONE));
          filling.onComplete(filled);
        });
    return filled.future().await();
  }

  private static List<org.trousse.platform.page.DemoPerson> pickable(
      List<DemoPerson> people, DemoKeys keys) {
    List<org.trousse.platform.page.DemoPerson> pickable = new ArrayList<>();
    for (DemoPerson person : people) {
      pickable.add(
          new org.trousse.platform.page.DemoPerson(
              person.id().text(),
              person.name(),
              person.story().french(),
              person.story().english(),
              keys.token(person.id())));
    }
    DemoParent parent = DemoPeople.parent();
    pickable.add(
        new org.trousse.platform.page.DemoPerson(
            PARENT_CARD,
            parent.name(),
            parent.story().french(),
            parent.story().english(),
            keys.token(parent.child().id())));
    DemoPeople.carers().forEach(carer -> pickable.add(DemoReferencing.card(carer)));
    DemoPeople.workers().forEach(worker -> pickable.add(DemoReferencing.card(worker)));
    return pickable;
  }

  /// Who signs in under each card of the picker.
  static Map<String, DemoSignInLane.Entry> entries(List<DemoPerson> people) {
    Map<String, DemoSignInLane.Entry> entries = new HashMap<>();
    for (DemoPerson person : people) {
      Person who = new Person(person.given(), person.family(), person.birthDate());
      entries.put(person.id().text(), new DemoSignInLane.Entry(who, person.id(), null));
    }
    DemoParent parent = DemoPeople.parent();
    Person who = new Person(parent.given(), parent.family(), parent.birthDate());
    DemoPerson child = parent.child();
    entries.put(
        PARENT_CARD,
        new DemoSignInLane.Entry(who, null, new Charge(child.id(), child.birthDate())));
    DemoPeople.carers()
        .forEach(carer -> entries.put(carer.post().card(), DemoReferencing.entry(carer)));
    DemoPeople.workers()
        .forEach(worker -> entries.put(worker.post().card(), DemoReferencing.entry(worker)));
    return entries;
  }

  /// Only a folder that is ours and that nobody uses.
  private static void forget(Path data) throws IOException {
    if (!Files.exists(data.resolve("trousse.key"))) {
      return;
    }
    DataFolder claimed = DataFolder.claim(data);
    try (Stream<Path> everything = Files.walk(data)) {
      for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(data) && !path.endsWith("trousse.lock")) {
          Files.deleteIfExists(path);
        }
      }
    } finally {
      claimed.close();
    }
  }

  private static void say(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
