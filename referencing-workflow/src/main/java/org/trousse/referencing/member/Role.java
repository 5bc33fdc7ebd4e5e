package org.trousse.referencing.member;

/// What a member, or an API key, is in an organisation.
public enum Role {
  /// Signs for it, and lets others in.
  OWNER,
  /// Fills in its dossiers.
  EDITOR,
  /// Looks.
  READER
}
