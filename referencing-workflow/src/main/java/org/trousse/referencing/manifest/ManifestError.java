package org.trousse.referencing.manifest;

import org.trousse.referencing.json.Fault;
import org.trousse.referencing.text.Text;

/// What is wrong at one place of a manifest.
///
/// @param at JSON Pointer (RFC 6901); empty for the whole document
/// @param words what is wrong
/// @param mend what to write instead
public record ManifestError(String at, Text words, Text mend) {
  static ManifestError of(Fault fault) {
    return new ManifestError(fault.at(), fault.words(), fault.mend());
  }
}
