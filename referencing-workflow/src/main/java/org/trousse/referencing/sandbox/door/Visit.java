package org.trousse.referencing.sandbox.door;

import java.time.Instant;
import java.util.Map;
import org.trousse.referencing.sandbox.wire.Ask;

/// A request at a door of a run, and what the door notes of it.
///
/// @param notes filled by the door
record Visit(Run run, Ask ask, Instant now, Map<String, String> notes) {
  void note(String what, String seen) {
    notes.put(what, seen);
  }

  String url() {
    return run.issuer() + "/" + ask.path();
  }
}
