package org.trousse.record.professional;

/// Who looks at a record through the reader role. The stores say it to the database, whose
/// row-level security shows a professional only what is theirs to see.
public record Viewer(String professional) {
  /// The patient, an app or the platform itself: doors before have decided.
  public static final Viewer HOLDER = new Viewer("");

  public static Viewer of(Professional professional) {
    return new Viewer(professional.id().toString());
  }

  /// Never who.
  @Override
  public String toString() {
    return professional.isEmpty() ? "Viewer(holder)" : "Viewer(professional)";
  }
}
