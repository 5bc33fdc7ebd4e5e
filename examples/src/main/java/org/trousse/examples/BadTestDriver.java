package org.trousse.examples;

import java.io.IOException;

/// The same driver with an app that does wrong, so that a vendor sees what a failed check looks
/// like. After the arguments of [TestDriver] come the faults, e.g. `ignores-state rounds-units`.
public final class BadTestDriver {
  private BadTestDriver() {}

  /// Serves until it is stopped.
  public static void main(String[] arguments) throws IOException {
    TestDriver.serve(arguments, TestDriver.faults(arguments));
  }
}
