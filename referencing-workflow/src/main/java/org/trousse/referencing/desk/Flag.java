package org.trousse.referencing.desk;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.text.Text;

/// What stands out in a list of dossiers.
enum Flag {
  MORE_PERMISSIONS("Plus de droits qu’avant", "More permissions than before"),
  NEW_SUB_PROCESSOR("Nouveau sous-traitant", "New sub-processor"),
  ESCALATED("Délai dépassé, signalé", "Overdue, escalated"),
  SECOND_PERSON("Attend une seconde personne", "Waits for a second person");

  private final String french;
  private final String english;

  Flag(String french, String english) {
    this.french = french;
    this.english = english;
  }

  Text words() {
    return new Text(french, english);
  }

  /// What a manifest asks for beyond the one that was judged.
  static Set<Flag> between(Manifest judged, Manifest now) {
    Set<Flag> all = EnumSet.noneOf(Flag.class);
    if (!permissions(judged).containsAll(permissions(now))) {
      all.add(MORE_PERMISSIONS);
    }
    if (!processors(judged).containsAll(processors(now))) {
      all.add(NEW_SUB_PROCESSOR);
    }
    return all;
  }

  private static Set<String> permissions(Manifest manifest) {
    return manifest.wants().stream().map(Manifest.Want::permission).collect(Collectors.toSet());
  }

  private static Set<String> processors(Manifest manifest) {
    return manifest.hosting().subProcessors().stream()
        .map(Manifest.SubProcessor::name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
