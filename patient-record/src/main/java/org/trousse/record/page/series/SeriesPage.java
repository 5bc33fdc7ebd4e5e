package org.trousse.record.page.series;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Asked.Choice;
import org.trousse.sdk.measure.Measure;

/// The page of one measure: what it asks of the record, and what it makes of it. Pure.
public interface SeriesPage {
  MeasurePage page();

  Set<Measure> measures();

  List<Choice> choices();

  /// The first instant that it reads.
  Instant from(Asked asked, Instant now, ZoneId zone);

  String title(Asked asked, Words words);

  Drawn draw(Opened opened);

  /// The readings that count, so that anybody can count them again at `/verify`.
  SeriesFile file(Opened opened);

  /// A template and what it shows.
  record Drawn(String template, Object view) {}

  /// A download.
  record SeriesFile(String name, String text) {}
}
