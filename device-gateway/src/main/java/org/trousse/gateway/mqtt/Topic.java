package org.trousse.gateway.mqtt;

import java.util.Optional;
import java.util.Set;
import org.trousse.gateway.codec.Codecs;
import org.trousse.sdk.DeviceId;

/// The topics of a device: `dg/1/{tenant}/{device}/up/{codec}` and `dg/1/{tenant}/{device}/down/…`.
///
/// @param leaf the codec of an `up` topic, the kind of a `down` topic
record Topic(DeviceId device, Direction direction, String leaf) {
  static final Set<String> DOWN = Set.of("ack", "ctl", "time");

  enum Direction {
    UP("up"),
    DOWN("down");

    private final String level;

    Direction(String level) {
      this.level = level;
    }
  }

  private static final int LEVELS = 6;

  /// Empty for anything else: a wildcard, another root or version, a codec that we do not read.
  static Optional<Topic> parse(String name) {
    String[] level = name.split("/", -1);
    if (level.length != LEVELS
        || !level[0].equals("dg")
        || !level[1].equals("1")
        || !DeviceId.isLevel(level[2])
        || !DeviceId.isLevel(level[3])) {
      return Optional.empty();
    }
    DeviceId device = new DeviceId(level[2], level[3]);
    if (level[4].equals(Direction.UP.level) && Codecs.knows(level[5])) {
      return Optional.of(new Topic(device, Direction.UP, level[5]));
    }
    if (level[4].equals(Direction.DOWN.level) && DOWN.contains(level[5])) {
      return Optional.of(new Topic(device, Direction.DOWN, level[5]));
    }
    return Optional.empty();
  }

  /// Where the outcomes of a device's readings are told.
  static String ack(DeviceId device) {
    return "dg/1/" + device.tenant() + "/" + device.name() + "/down/ack";
  }
}
