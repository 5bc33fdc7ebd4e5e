package org.trousse.platform.vectors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs a vector file: a line for each vector, then the counts.
public final class VectorRunner {
  private VectorRunner() {}

  /// Exits 0 when no vector differs, 1 when one does, 2 when the file cannot be read.
  ///
  /// @param args the vector file, and the folder that a relative one starts from
  public static void main(String[] args) {
    try {
      Path file = Path.of(args.length > 1 ? args[1] : "").resolve(args.length > 0 ? args[0] : "");
      System.exit(run(Vector.file(file), System.out) ? 0 : 1);
    } catch (IOException | InvalidPathException unreadable) {
      System.out.println("Cannot read the vector file: " + unreadable.getMessage());
      System.exit(2);
    }
  }

  /// Whether no vector differs.
  static boolean run(List<Vector> vectors, PrintStream out) {
    int ok = 0;
    int differ = 0;
    int unsupported = 0;
    for (Vector vector : vectors) {
      Verdict verdict = judge(vector);
      switch (verdict) {
        case Verdict.Ok() -> ok++;
        case Verdict.Differs _ -> differ++;
        case Verdict.NotSupported() -> unsupported++;
      }
      out.println(vector.id() + " " + verdict.words());
    }
    out.println(ok + " ok, " + differ + " differ, " + unsupported + " not supported");
    out.flush();
    return differ == 0;
  }

  static Verdict judge(Vector vector) {
    Optional<VectorFormat> format = VectorFormat.of(vector.format());
    if (format.isEmpty()) {
      return new Verdict.NotSupported();
    }
    try {
      Map<String, @Nullable Object> actual = format.get().decode(vector);
      List<String> differences = Comparison.differences(vector.expect(), actual);
      return differences.isEmpty() ? new Verdict.Ok() : new Verdict.Differs(differences);
    } catch (RuntimeException broken) {
      return new Verdict.Differs(List.of("it cannot be run: " + broken));
    }
  }

  /// What became of a vector.
  sealed interface Verdict {
    String words();

    record Ok() implements Verdict {
      @Override
      public String words() {
        return "ok";
      }
    }

    record Differs(List<String> differences) implements Verdict {
      @Override
      public String words() {
        return "differs: " + String.join("; ", differences).replaceAll("\\R", " ");
      }
    }

    record NotSupported() implements Verdict {
      @Override
      public String words() {
        return "not supported";
      }
    }
  }
}
