package org.trousse.referencing.json;

import org.trousse.referencing.text.Text;

/// What is wrong at one place of a document.
///
/// @param at JSON Pointer (RFC 6901); empty for the whole document
/// @param words what is wrong
/// @param mend what to write instead
public record Fault(String at, Text words, Text mend) {}
