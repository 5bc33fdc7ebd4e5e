package org.trousse.platform.command;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.GatewayModule;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.watch.Logs;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `trousse device …`: the registry, by hand. Works on the data folder of a platform that is
/// stopped, or with --db beside running ones: they see the change within half a second.
@Command(
    name = "device",
    description = "Registers devices and says whose they are.",
    mixinStandardHelpOptions = true)
public final class DeviceCommand implements Runnable {
  private static final int PASSWORD_BYTES = 24;

  @Override
  public void run() {
    new picocli.CommandLine(this).usage(System.out);
  }

  @Command(name = "register", description = "Registers a device and prints its password, once.")
  int register(
      @Mixin Settings settings,
      @Parameters(paramLabel = "TENANT", description = "Who runs the device.") String tenant,
      @Parameters(paramLabel = "DEVICE", description = "Its name there.") String name,
      @Option(
              names = "--measures",
              required = true,
              split = ",",
              paramLabel = "MEASURE",
              description =
                  "blood-glucose, interstitial-glucose, blood-pressure, body-weight,"
                      + " body-temperature")
          String[] measures,
      @Option(names = "--label", paramLabel = "TEXT", description = "What patients read.")
          @Nullable String label,
      @Option(
              names = "--specialisation",
              defaultValue = "528457",
              paramLabel = "MDC",
              description = "Kind of device, e.g. 528391 blood pressure cuff.")
          int specialisation) {
    DeviceId device = device(tenant, name);
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    NewDevice wished =
        new NewDevice(
            device, password, measures(measures), label == null ? name : label, specialisation);
    try (Running running = running(settings)) {
      running.platform().gateway().register(wished).await();
    }
    System.out.println("username " + device.username());
    System.out.println("password " + password);
    return 0;
  }

  @Command(name = "bind", description = "Gives a device to a patient from a time on.")
  int bind(
      @Mixin Settings settings,
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "DEVICE") String name,
      @Parameters(paramLabel = "PATIENT", description = "16 hexadecimal digits.") String patient,
      @Option(names = "--from", paramLabel = "TIME", description = "RFC 3339; default now.")
          @Nullable Instant from,
      @Option(names = "--until", paramLabel = "TIME", description = "RFC 3339; default open.")
          @Nullable Instant until) {
    PatientId owner =
        PatientId.parse(patient)
            .orElseThrow(() -> new Refusal("A patient id has 16 hexadecimal digits."));
    Binding binding = new Binding(owner, from == null ? now() : from, until);
    return change(settings, gateway -> gateway.bind(device(tenant, name), binding).await());
  }

  @Command(name = "unbind", description = "Ends the binding that lasts, now.")
  int unbind(
      @Mixin Settings settings,
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "DEVICE") String name) {
    return change(settings, gateway -> gateway.unbind(device(tenant, name), now()).await());
  }

  @Command(name = "end", description = "Ends a registration: nothing of it is taken any more.")
  int end(
      @Mixin Settings settings,
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "DEVICE") String name) {
    return change(settings, gateway -> gateway.end(device(tenant, name), now()).await());
  }

  @Command(name = "act-for", description = "Lets a gateway publish for another device.")
  int actFor(
      @Mixin Settings settings,
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "GATEWAY") String principal,
      @Parameters(paramLabel = "DEVICE") String name) {
    return change(
        settings,
        gateway -> gateway.actFor(device(tenant, principal), device(tenant, name)).await());
  }

  @Command(name = "patient", description = "Opens a patient's record and prints its id.")
  int patient(
      @Mixin Settings settings,
      @Parameters(paramLabel = "GIVEN") String given,
      @Parameters(paramLabel = "FAMILY") String family,
      @Parameters(paramLabel = "BIRTH-DATE", description = "YYYY-MM-DD") LocalDate birthDate) {
    PatientId id = new PatientId(new SecureRandom().nextLong() >>> 1);
    try (Running running = running(settings)) {
      running
          .platform()
          .record()
          .welcome(new NewPatient(id, given, family, birthDate, false))
          .await();
    }
    System.out.println(id.text());
    return 0;
  }

  private interface Change {
    void make(GatewayModule gateway);
  }

  private static int change(Settings settings, Change change) {
    try (Running running = running(settings)) {
      change.make(running.platform().gateway());
    }
    return 0;
  }

  private static Running running(Settings settings) {
    Logs.toStandardError();
    // no port listens, so nobody has to be able to sign in
    return Running.open(settings, settings.signInProviders().isEmpty());
  }

  private static DeviceId device(String tenant, String name) {
    try {
      return new DeviceId(tenant, name);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage() + ".", wrong);
    }
  }

  private static Set<Measure> measures(String[] words) {
    Set<Measure> measures = new LinkedHashSet<>();
    for (String word : words) {
      measures.add(
          Measure.of(word)
              .orElseThrow(() ->
                  new Refusal(
                      "'"
                          + word
                          + "' is no measure; there are "
                          + Arrays.stream(Measure.values())
                              .map(Measure::word)
                              .collect(Collectors.joining(", "))
                          + ".")));
    }
    return measures;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
