package org.trousse.referencing.sandbox.scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.trousse.referencing.manifest.Manifest;

/// Every scene, by its id. A scene is cast for an app: it holds only what the app declared.
public final class Scenes {
  /// After `done`, where a scene is about stopping.
  private static final Duration LINGER = Duration.ofMillis(2_500);

  private static final Map<String, Function<Manifest, Scene>> BY_ID =
      Map.ofEntries(
          Map.entry("connect", app -> plain("connect", app, Tamper.NOTHING)),
          Map.entry("wrong-state", app -> plain("wrong-state", app, Tamper.STATE)),
          Map.entry("wrong-iss", app -> plain("wrong-iss", app, Tamper.ISS)),
          Map.entry("wrong-nonce", app -> plain("wrong-nonce", app, Tamper.NONCE)),
          Map.entry("refresh", Scenes::refresh),
          Map.entry("key-rotation", Scenes::keyRotation),
          Map.entry("revoked", Scenes::revoked),
          Map.entry("partial-grant", Scenes::partialGrant),
          Map.entry("units", app -> adding("units", app, GoldenReadings.units(adds(app)))),
          Map.entry("doubtful", app -> adding("doubtful", app, GoldenReadings.doubtful(adds(app)))),
          Map.entry("clock", app -> adding("clock", app, GoldenReadings.clocks(adds(app)))),
          Map.entry("resent", Scenes::resent),
          Map.entry("read-trouble", Scenes::readTrouble),
          Map.entry("add-trouble", Scenes::addTrouble),
          Map.entry("devices", Scenes::devices));

  private Scenes() {}

  public static Set<String> ids() {
    return BY_ID.keySet();
  }

  /// Empty when no scene has that id.
  public static Optional<Scene> cast(String id, Manifest app) {
    return Optional.ofNullable(BY_ID.get(id)).map(make -> make.apply(app));
  }

  private static List<Kind> adds(Manifest app) {
    return Casting.adds(app);
  }

  private static Scene plain(String id, Manifest app, Tamper tamper) {
    return scene(id, app, tamper, Set.of(), steps(app), GoldenReadings.units(adds(app)));
  }

  private static Scene refresh(Manifest app) {
    Set<Fault> faults = Set.of(Fault.EXPIRED_TOKENS, Fault.LOST_REFRESH);
    return syncing("refresh", app, faults, Instruction.sync(150, 4_000), Duration.ZERO);
  }

  private static Scene keyRotation(Manifest app) {
    List<Instruction> steps =
        List.of(Instruction.connect(), Instruction.rotateKey(), Instruction.connect());
    return scene("key-rotation", app, Tamper.NOTHING, Set.of(), steps, List.of());
  }

  private static Scene revoked(Manifest app) {
    return syncing("revoked", app, Set.of(Fault.REVOKED), Instruction.sync(200, 4_000), LINGER);
  }

  private static Scene readTrouble(Manifest app) {
    Set<Fault> faults = Set.of(Fault.READ_TROUBLE);
    return syncing("read-trouble", app, faults, Instruction.sync(250, 4_000), Duration.ZERO);
  }

  private static Scene partialGrant(Manifest app) {
    return new Scene(
        "partial-grant",
        Casting.part(app),
        Tamper.NOTHING,
        Set.of(),
        steps(app),
        GoldenReadings.units(adds(app)),
        Duration.ZERO);
  }

  private static Scene adding(String id, Manifest app, List<GivenReading> readings) {
    List<Instruction> steps = List.of(Instruction.connect(), Instruction.add());
    return scene(id, app, Tamper.NOTHING, Set.of(), steps, readings);
  }

  private static Scene resent(Manifest app) {
    List<Instruction> steps = List.of(Instruction.connect(), Instruction.resend(10));
    return scene("resent", app, Tamper.NOTHING, Set.of(), steps, GoldenReadings.resent(adds(app)));
  }

  private static Scene addTrouble(Manifest app) {
    List<Instruction> steps = List.of(Instruction.connect(), Instruction.add());
    List<GivenReading> readings = GoldenReadings.troubled(adds(app));
    return scene("add-trouble", app, Tamper.NOTHING, Set.of(Fault.ADD_TROUBLE), steps, readings);
  }

  private static Scene devices(Manifest app) {
    List<Instruction> steps =
        List.of(
            Instruction.connect(),
            Instruction.registerDevices(),
            Instruction.sendByDevices(1),
            Instruction.sendByDevices(2),
            Instruction.sendByDevices(3));
    List<GivenReading> readings = GoldenReadings.byDevices(adds(app));
    return scene("devices", app, Tamper.NOTHING, Set.of(Fault.DEVICE_ENDED), steps, readings);
  }

  private static Scene syncing(
      String id, Manifest app, Set<Fault> faults, Instruction sync, Duration watch) {
    return new Scene(
        id,
        Casting.wanted(app),
        Tamper.NOTHING,
        faults,
        List.of(Instruction.connect(), sync),
        GoldenReadings.resent(adds(app)),
        watch);
  }

  private static Scene scene(
      String id,
      Manifest app,
      Tamper tamper,
      Set<Fault> faults,
      List<Instruction> steps,
      List<GivenReading> readings) {
    return new Scene(id, Casting.wanted(app), tamper, faults, steps, readings, Duration.ZERO);
  }

  private static List<Instruction> steps(Manifest app) {
    List<Instruction> steps = new ArrayList<>();
    steps.add(Instruction.connect());
    if (Casting.reads(app)) {
      steps.add(Instruction.read());
    }
    if (!adds(app).isEmpty()) {
      steps.add(Instruction.add());
    }
    return steps;
  }
}
