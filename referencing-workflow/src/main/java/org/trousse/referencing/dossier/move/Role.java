package org.trousse.referencing.dossier.move;

import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Actor;

/// Who may make a move.
public enum Role {
  VENDOR_OWNER,
  VENDOR_EDITOR,
  REVIEWER,
  COMMITTEE,
  LEAD,
  PLATFORM;

  /// The role in which somebody acts; null for a vendor's reader, who does nothing.
  public static @Nullable Role of(Actor actor) {
    return switch (actor) {
      case Actor.Vendor vendor ->
          switch (vendor.role()) {
            case OWNER -> VENDOR_OWNER;
            case EDITOR -> VENDOR_EDITOR;
            case READER -> null;
          };
      case Actor.Officer officer ->
          switch (officer.role()) {
            case REVIEWER -> REVIEWER;
            case COMMITTEE -> COMMITTEE;
            case LEAD -> LEAD;
          };
      case Actor.Platform platform -> PLATFORM;
    };
  }
}
