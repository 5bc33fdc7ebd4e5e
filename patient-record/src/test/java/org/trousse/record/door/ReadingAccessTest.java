package org.trousse.record.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

final class ReadingAccessTest {
  private static final Set<Measure> ALL = EnumSet.allOf(Measure.class);
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

  private final App app = new App(new PatientId(1), "app-1");

  @Test
  @Tag("consent-101")
  void two_granular_scopes_are_a_union_and_no_scope_is_nothing() {
    app.reads(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
    App nothing = new App(new PatientId(1), "app-2");

    var both = ReadingAccess.search(app, ALL, List.of());
    var none = ReadingAccess.search(nothing, ALL, List.of());

    assertThat(both.access()).isEqualTo(Access.ALLOWED);
    assertThat(both.measures())
        .containsExactlyInAnyOrder(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
    assertThat(none.access()).isEqualTo(Access.FORBIDDEN);
    assertThat(none.measures()).isEmpty();
  }

  @Test
  void a_search_that_names_what_may_not_be_read_is_refused() {
    app.reads(Measure.BODY_WEIGHT);

    Set<Measure> weight = Set.of(Measure.BODY_WEIGHT);
    Set<Measure> temperature = Set.of(Measure.BODY_TEMPERATURE);

    assertThat(ReadingAccess.search(app, temperature, List.of(temperature)).access())
        .isEqualTo(Access.FORBIDDEN);
    assertThat(ReadingAccess.search(app, ALL, List.of(weight, temperature)).access())
        .isEqualTo(Access.FORBIDDEN);
    assertThat(ReadingAccess.search(app, weight, List.of(weight)).measures())
        .containsExactly(Measure.BODY_WEIGHT);
  }

  @Test
  void a_reading_that_may_not_be_read_is_not_there() {
    app.reads(Measure.BODY_WEIGHT).from(AT);

    assertThat(ReadingAccess.read(app, Measure.BODY_WEIGHT, AT)).isEqualTo(Access.ALLOWED);
    assertThat(ReadingAccess.read(app, Measure.BODY_WEIGHT, AT.minusNanos(1)))
        .isEqualTo(Access.HIDDEN);
    assertThat(ReadingAccess.read(app, Measure.BODY_TEMPERATURE, AT)).isEqualTo(Access.HIDDEN);
    assertThat(ReadingAccess.readNothing(app)).isEqualTo(Access.HIDDEN);
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void adding_is_no_reading_and_reading_is_no_adding(Measure measure) {
    App adds = new App(new PatientId(1), "app-1").adds(measure);
    App reads = new App(new PatientId(1), "app-1").reads(measure);

    assertThat(ReadingAccess.create(adds, measure)).isEqualTo(Access.ALLOWED);
    assertThat(ReadingAccess.read(adds, measure, AT)).isEqualTo(Access.FORBIDDEN);
    assertThat(ReadingAccess.maySee(adds, measure, AT)).isFalse();
    assertThat(ReadingAccess.create(reads, measure)).isEqualTo(Access.FORBIDDEN);
  }

  @Test
  void what_is_over_or_unknown_is_said_as_such_at_every_question() {
    App over = new App(new PatientId(1), "app-1").otherwise(Right.OVER);
    App stale = new App(new PatientId(1), "app-1").otherwise(Right.STALE);

    assertThat(ReadingAccess.search(over, ALL, List.of()).access()).isEqualTo(Access.OVER);
    assertThat(ReadingAccess.read(over, Measure.BODY_WEIGHT, AT)).isEqualTo(Access.OVER);
    assertThat(ReadingAccess.create(over, Measure.BODY_WEIGHT)).isEqualTo(Access.OVER);
    assertThat(ReadingAccess.keepSending(over, Set.of(Measure.BODY_WEIGHT), AT))
        .isEqualTo(Access.OVER);
    assertThat(ReadingAccess.search(stale, ALL, List.of()).access()).isEqualTo(Access.STALE);
    assertThat(ReadingAccess.readNothing(stale)).isEqualTo(Access.STALE);
    assertThat(ReadingAccess.create(stale, Measure.BODY_WEIGHT)).isEqualTo(Access.STALE);
  }

  @Test
  void a_page_stops_when_a_kind_on_it_or_its_oldest_reading_is_no_longer_allowed() {
    app.reads(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
    Set<Measure> page = Set.of(Measure.BODY_WEIGHT);

    assertThat(ReadingAccess.keepSending(app, page, AT)).isEqualTo(Access.ALLOWED);
    app.from(AT.plusSeconds(1));
    assertThat(ReadingAccess.keepSending(app, page, AT)).isEqualTo(Access.FORBIDDEN);
    app.reads(Measure.BODY_TEMPERATURE);
    assertThat(ReadingAccess.keepSending(app, page, AT.plusSeconds(2))).isEqualTo(Access.FORBIDDEN);
  }
}
