package org.trousse.referencing.check;

import java.net.URI;

/// Something to look at. Equal looks of several checks are made once in a run.
public sealed interface Look {
  /// A GET, with at most three redirects.
  record Fetch(URI address) implements Look {}

  /// A TLS handshake with `host:port`, and nothing sent after it.
  record Handshake(String host, int port) implements Look {}

  /// An MQTT CONNECT without credentials, over TLS.
  record Knock(String host, int port) implements Look {}

  /// The addresses that a name has now, and their countries where the operator gave a file.
  record Resolve(String host) implements Look {}

  /// One scene, played by the app in the sandbox through its test driver.
  record Play(String scene) implements Look {}

  /// A signed message to the app's incident address, as a drill.
  record Drill(URI address) implements Look {}

  /// The newest file that the vendor handed in for a criterion.
  record HandedIn(String criterion) implements Look {}

  /// An accessibility run on a page.
  record Axe(URI page) implements Look {}

  /// The operator's list of vulnerabilities.
  record Vulnerabilities() implements Look {}
}
