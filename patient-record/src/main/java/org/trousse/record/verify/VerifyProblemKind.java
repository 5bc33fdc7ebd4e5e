package org.trousse.record.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Fault;
import org.trousse.record.page.Words;
import org.trousse.sdk.Problem;

/// Every kind of problem that this door tells (RFC 9457 §3.1.1), with the title of its page.
public enum VerifyProblemKind {
  REFUSED("series-refused", 400),
  METHOD("series-method", 405),
  ACCEPT("series-accept", 406),
  TOO_LARGE("series-too-large", 413),
  TYPE("series-type", 415),
  BUSY("series-busy", 503);

  private final String word;
  private final int status;

  VerifyProblemKind(String word, int status) {
    this.word = word;
    this.status = status;
  }

  public static List<VerifyProblemKind> all() {
    return Arrays.asList(values());
  }

  /// Without faults of its own: what is wrong and the mend.
  Problem problem(Words words) {
    return new Problem(word, status, title(words), what(words) + " " + mend(words));
  }

  /// @param more whether there may be further faults
  Problem problem(Words words, List<Fault> faults, boolean more) {
    String detail =
        words.counted("verify.faults", faults.size())
            + (more ? " " + words.text("verify.faults.more") : "");
    List<Map<String, Object>> errors = faults.stream().map(fault -> json(fault, words)).toList();
    return new Problem(word, status, title(words), detail, Map.of("errors", errors));
  }

  private static Map<String, Object> json(Fault fault, Words words) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (fault.line() > 0) {
      json.put("line", fault.line());
    }
    json.put("fault", fault.word());
    json.put("detail", said(fault, words));
    json.put("mend", mend(fault, words));
    return json;
  }

  /// What is wrong, in one sentence.
  public static String said(Fault fault, Words words) {
    return words.text("verify.fault." + fault.word(), fault.parts().toArray());
  }

  /// What to do about it.
  public static String mend(Fault fault, Words words) {
    return words.text("verify.fault." + fault.word() + ".mend", fault.parts().toArray());
  }

  /// As an answer's body.
  static Map<String, @Nullable Object> json(Problem problem) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", Problem.TYPE_BASE + problem.type());
    json.put("title", problem.title());
    json.put("status", problem.status());
    json.put("detail", problem.detail());
    json.putAll(problem.more());
    return json;
  }

  public String word() {
    return word;
  }

  public int status() {
    return status;
  }

  public String title(Words words) {
    return words.text("verify.problem." + word + ".title");
  }

  public String what(Words words) {
    return words.text("verify.problem." + word + ".what");
  }

  public String mend(Words words) {
    return words.text("verify.problem." + word + ".mend");
  }
}
