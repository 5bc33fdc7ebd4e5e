package org.trousse.referencing.evidence;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Evidence as vendors' scripts see it.
final class EvidenceJson {
  private EvidenceJson() {}

  static Map<String, Object> list(Collection<Evidence> all) {
    Set<UUID> current = new HashSet<>();
    Snapshot.current(all).forEach(one -> current.add(one.id()));
    List<Map<String, Object>> members =
        all.stream().map(one -> one(one, current.contains(one.id()))).toList();
    return Map.of("evidence", members);
  }

  static Map<String, Object> one(Evidence evidence, boolean current) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", evidence.id().toString());
    members.put("criterion", evidence.criterion());
    members.put("name", evidence.name());
    members.put("version", evidence.version());
    members.put("type", evidence.kind().mediaType());
    members.put("bytes", evidence.bytes());
    members.put("sha256", evidence.sha256());
    members.put("addedAt", evidence.addedAt().toString());
    members.put("current", current);
    if (evidence.submittedAt() != null) {
      members.put("submittedAt", evidence.submittedAt().toString());
    }
    if (evidence.withdrawnAt() != null) {
      members.put("withdrawnAt", evidence.withdrawnAt().toString());
    }
    return members;
  }
}
