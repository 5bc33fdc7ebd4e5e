package org.trousse.referencing.check;

import java.util.Map;
import org.trousse.referencing.text.Text;

/// What was seen in one run, by look.
public record Seen(Map<Look, Sight> sights) {
  private static final Sight NOTHING =
      new Sight.NotSeen(new Text("Personne n’a regardé.", "Nobody looked."));

  public Seen {
    sights = Map.copyOf(sights);
  }

  /// [Sight.NotSeen] when nobody looked.
  public Sight at(Look look) {
    return sights.getOrDefault(look, NOTHING);
  }
}
