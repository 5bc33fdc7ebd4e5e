package org.trousse.record.byhand;

import org.trousse.record.page.Words;

/// The patient's page on which a reading is written.
///
/// @param whose the record, when somebody acts for another; empty: their own
/// @param done what was just done; empty: nothing
/// @param back the page that it belongs to: of all measurements, or of a series
/// @param backText what that one is called
public record EntryPage(
    Words words, String whose, String done, String back, String backText, EntryView entry) {}
