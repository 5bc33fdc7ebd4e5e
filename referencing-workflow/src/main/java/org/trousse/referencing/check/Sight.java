package org.trousse.referencing.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.text.Text;

/// What a look showed.
public sealed interface Sight {
  /// Why there was nothing to see; it says nothing of what is behind a private address.
  record NotSeen(Text why) implements Sight {}

  /// A page as it was answered.
  ///
  /// @param at where the redirects ended
  /// @param headers names in lower case
  /// @param body at most 1 MB, UTF-8
  record Page(URI at, int status, Map<String, String> headers, String body) implements Sight {}

  /// A TLS handshake.
  ///
  /// @param protocol e.g. `TLSv1.3`
  /// @param oldProtocols which of `TLSv1`, `TLSv1.1` were accepted too
  /// @param trusted whether the chain leads to a known root and names the host
  /// @param weakSuites which broken cipher suites were accepted when nothing better was offered
  record Shook(
      String protocol,
      String cipherSuite,
      boolean trusted,
      @Nullable Instant certificateEnds,
      List<String> oldProtocols,
      List<String> weakSuites)
      implements Sight {}

  /// How a broker met a stranger.
  ///
  /// @param connected whether a client without credentials was let in
  /// @param reason the CONNACK's code; -1 when the line was closed
  record Knocked(boolean connected, int reason) implements Sight {}

  /// Where a name leads.
  ///
  /// @param countries ISO 3166-1 alpha-2 by address; empty without the operator's file
  record Addresses(List<String> addresses, Map<String, String> countries) implements Sight {}

  /// What the sandbox recorded of the app while a scene was played.
  record Tape(List<Taken> taken) implements Sight {}

  /// One request that the sandbox took, in order.
  ///
  /// @param door e.g. `authorize`, `token`, `fhir`, `device`
  /// @param answered the status that the sandbox gave
  /// @param notes what the sandbox saw in it, e.g. `pkce: S256`, `proof: valid`, `token: revoked`
  record Taken(
      Instant at,
      String door,
      String method,
      String target,
      Map<String, String> headers,
      String body,
      int answered,
      Map<String, String> notes) {}

  /// The answer to a drill.
  record Answered(int status, Duration after, String body) implements Sight {}

  /// A file that the vendor handed in.
  ///
  /// @param mediaType as its content says
  record File(String mediaType, String sha256, Bytes bytes) implements Sight {}

  /// What an accessibility run found.
  ///
  /// @param violations one for each rule that was broken
  record AxeReport(String engine, List<Violation> violations, int rulesPassed) implements Sight {}

  /// A rule of axe that a page breaks.
  ///
  /// @param rule axe's id, e.g. `image-alt`
  /// @param impact `minor`, `moderate`, `serious` or `critical`
  /// @param count of the elements that break it
  /// @param elements the first of them, as CSS selectors
  /// @param help what the rule wants, as axe says it
  record Violation(String rule, String impact, int count, List<String> elements, String help) {}

  /// The operator's list of vulnerabilities.
  ///
  /// @param json the operator's file, OSV entries
  record VulnerabilityList(Instant of, String json) implements Sight {}

  /// Bytes that nobody changes.
  final class Bytes {
    private final byte[] bytes;

    public Bytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] copy() {
      return bytes.clone();
    }

    public int length() {
      return bytes.length;
    }
  }
}
