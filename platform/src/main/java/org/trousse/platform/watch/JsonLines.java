package org.trousse.platform.watch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object a line: `time`, `level`, `logger`, `message` and, for a fault, `error` and `at`.
/// Of a fault only its class and place are told, never its message: a database's message quotes the
/// row that it refused.
public final class JsonLines extends Formatter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OURS = "org.trousse.";
  private static final int CAUSES_MAX = 5;

  @Override
  public String format(LogRecord record) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.ofEpochMilli(record.getMillis()).toString());
    line.put("level", record.getLevel().getName());
    line.put("logger", String.valueOf(record.getLoggerName()));
    line.put("message", message(record));
    Throwable fault = record.getThrown();
    if (fault != null) {
      line.put("error", causes(fault));
      String place = place(fault);
      if (place != null) {
        line.put("at", place);
      }
    }
    return JSON.writeValueAsString(line) + "\n";
  }

  /// Our own messages are constants with words of ours in them; a library's may quote anything, so
  /// only its name and level are told.
  private String message(LogRecord record) {
    String logger = String.valueOf(record.getLoggerName());
    return logger.startsWith(OURS) ? formatMessage(record) : "(a library's message)";
  }

  private static String causes(Throwable fault) {
    StringBuilder causes = new StringBuilder();
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      causes.append(depth == 0 ? "" : " < ").append(cause.getClass().getName());
      cause = cause.getCause();
    }
    return causes.toString();
  }

  private static @Nullable String place(Throwable fault) {
    for (StackTraceElement frame : fault.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        return frame.getClassName() + ":" + frame.getLineNumber();
      }
    }
    return null;
  }
}
