package org.trousse.record.seal.page;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.stream.Collectors;
import org.trousse.record.fhir.JsonBytes;
import org.trousse.record.seal.Proof;

/// A proof as docs/trail.md publishes it.
public final class ProofJson {
  private ProofJson() {}

  public static String of(Proof proof) {
    return "{\"leafIndex\":"
        + proof.leaf()
        + ",\"treeSize\":"
        + proof.size()
        + ",\"leafInput\":"
        + quoted(proof.input())
        + ",\"leafHash\":"
        + quoted(proof.leafHash())
        + ",\"auditPath\":["
        + proof.path().stream().map(JsonBytes::quoted).collect(Collectors.joining(","))
        + "],\"checkpoint\":"
        + quoted(proof.checkpoint())
        + "}";
  }
}
