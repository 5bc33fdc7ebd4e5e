package org.trousse.consent.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A browser and its system as a person would name them, from what it says of itself. Only words of
/// this list are kept.
public final class BrowserName {
  private record Sign(String in, String name) {}

  /// In this order: most browsers also claim to be those after them.
  private static final List<Sign> BROWSERS =
      List.of(
          new Sign("Edg", "Edge"),
          new Sign("OPR/", "Opera"),
          new Sign("SamsungBrowser/", "Samsung Internet"),
          new Sign("Firefox/", "Firefox"),
          new Sign("FxiOS/", "Firefox"),
          new Sign("CriOS/", "Chrome"),
          new Sign("Chrome/", "Chrome"),
          new Sign("Safari/", "Safari"));

  private static final List<Sign> SYSTEMS =
      List.of(
          new Sign("Android", "Android"),
          new Sign("iPhone", "iPhone"),
          new Sign("iPad", "iPad"),
          new Sign("Windows", "Windows"),
          new Sign("Mac OS X", "macOS"),
          new Sign("Linux", "Linux"));

  private BrowserName() {}

  /// E.g. `Firefox · Android`; empty when nothing is known.
  public static String of(@Nullable String userAgent) {
    String text = userAgent == null ? "" : userAgent;
    String browser = first(BROWSERS, text);
    String system = first(SYSTEMS, text);
    return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " · " + system;
  }

  private static String first(List<Sign> signs, String text) {
    return signs.stream()
        .filter(sign -> text.contains(sign.in()))
        .findFirst()
        .map(Sign::name)
        .orElse("");
  }
}
