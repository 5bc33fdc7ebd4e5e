package org.trousse.referencing.page;

/// A few words and a way on, where there is nothing else to show.
public record Notice(String title, String text, String way, String wayWords) {}
