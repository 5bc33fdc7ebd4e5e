package org.trousse.referencing.question;

/// Who writes next.
public enum Turn {
  VENDOR,
  OFFICER,
  NOBODY
}
