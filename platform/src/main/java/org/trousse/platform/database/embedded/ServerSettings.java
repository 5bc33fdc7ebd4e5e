package org.trousse.platform.database.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the embedded server is told at each start. Whoever needs other settings runs a server of
/// their own.
final class ServerSettings {
  private ServerSettings() {}

  static List<String> arguments(int port, String walCompression) {
    List<String> arguments = new ArrayList<>();
    all(port, walCompression)
        .forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  private static Map<String, String> all(int port, String walCompression) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "150");
    // what is acknowledged survives the power cut
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    // most of the log after a checkpoint is full pages: fewer checkpoints, smaller pages
    settings.put("checkpoint_timeout", "30min");
    settings.put("max_wal_size", "4GB");
    settings.put("wal_compression", walCompression);
    settings.put("shared_buffers", "256MB");
    settings.put("jit", "off");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("datestyle", "ISO, YMD");
    // an error's text may hold a patient's values: the client gets it, the file does not
    settings.put("log_min_messages", "log");
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    return settings;
  }
}
