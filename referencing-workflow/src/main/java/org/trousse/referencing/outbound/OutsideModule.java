package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trousse.referencing.check.CheckRunLane.Looker;
import org.trousse.referencing.check.CheckRunLane.Lookers;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.text.Text;

/// The lookers of this room, and those that others give, in one place.
public final class OutsideModule {
  /// A longer list of vulnerabilities than we read.
  public static final long LIST_BYTES_MAX = 32L * 1024 * 1024;

  private static final Text NO_LIST =
      new Text(
          "L’exploitant n’a pas donné de liste de vulnérabilités.",
          "The operator gave no list of vulnerabilities.");
  private static final Text NO_BROWSER =
      new Text(
          "L’exploitant n’a pas donné de navigateur pour examiner les pages : un agent en juge.",
          "The operator gave no browser to look at pages with: an officer judges.");

  /// What the operator set.
  ///
  /// @param locations lines of the location file; empty without one
  /// @param vulnerabilities the operator's file of OSV entries
  public record Settings(List<String> locations, Optional<Path> vulnerabilities) {
    public Settings {
      locations = List.copyOf(locations);
    }
  }

  /// Lookers of other rooms.
  ///
  /// @param axe empty where the operator has no browser
  public record Given(
      Looker<Look.Play> play,
      Looker<Look.Drill> drill,
      Looker<Look.HandedIn> handedIn,
      Optional<Looker<Look.Axe>> axe) {}

  private OutsideModule() {}

  /// Throws [IllegalArgumentException] when the location file says no ranges.
  public static Lookers lookers(
      Vertx vertx, OutsideCaller outside, Doors doors, Settings settings, Given given) {
    Countries countries =
        settings.locations().isEmpty() ? Countries.unknown() : Countries.read(settings.locations());
    HandshakeCaller handshakes = new HandshakeCaller(vertx, doors, new SecureRandom());
    KnockCaller knocks = new KnockCaller(vertx, doors);
    ResolveCaller resolves = new ResolveCaller(vertx, doors, countries);
    return new Lookers(
        (subject, look) -> outside.get(look.address()),
        (subject, look) -> handshakes.look(look),
        (subject, look) -> knocks.look(look),
        (subject, look) -> resolves.look(look),
        given.play(),
        given.drill(),
        given.handedIn(),
        given.axe().orElse((subject, look) -> notSeen(NO_BROWSER)),
        (subject, look) ->
            settings.vulnerabilities().map(path -> list(vertx, path)).orElse(notSeen(NO_LIST)));
  }

  private static Future<Sight> list(Vertx vertx, Path path) {
    return vertx
        .fileSystem()
        .props(path.toString())
        .compose(props -> list(vertx, path, props))
        .otherwise(gone -> new Sight.NotSeen(NO_LIST));
  }

  private static Future<Sight> list(Vertx vertx, Path path, FileProps props) {
    if (props.size() > LIST_BYTES_MAX) {
      return notSeen(NO_LIST);
    }
    return vertx
        .fileSystem()
        .readFile(path.toString())
        .map(bytes ->
            new Sight.VulnerabilityList(
                Instant.ofEpochMilli(props.lastModifiedTime()),
                bytes.toString(StandardCharsets.UTF_8)));
  }

  private static Future<Sight> notSeen(Text why) {
    return Future.succeededFuture(new Sight.NotSeen(why));
  }
}
