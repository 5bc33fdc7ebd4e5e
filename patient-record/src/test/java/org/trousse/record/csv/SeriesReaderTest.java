package org.trousse.record.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.csv.Understanding.Faulty;
import org.trousse.record.csv.Understanding.Samples;
import org.trousse.record.csv.Understanding.TooLong;

final class SeriesReaderTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Columns VALUE = new Columns(List.of("value"), 10_000, false);
  private static final Columns PRESSURE =
      new Columns(List.of("systolic", "diastolic"), 1_000, false);

  private static Samples samples(String text) {
    return samples(text, VALUE);
  }

  private static Samples samples(String text, Columns columns) {
    Understanding read = SeriesReader.read(text, columns, PARIS);
    assertThat(read).isInstanceOf(Samples.class);
    return (Samples) read;
  }

  private static List<Fault> faults(String text) {
    Understanding read = SeriesReader.read(text, VALUE, PARIS);
    assertThat(read).isInstanceOf(Faulty.class);
    return ((Faulty) read).faults();
  }

  private static List<String> times(String... local) {
    String text = "time,value\n" + String.join(",1\n", local) + ",2\n";
    return samples(text).samples().stream().map(sample -> sample.at().toString()).toList();
  }

  @Test
  void reads_a_header_and_lines() {
    Samples read = samples("time,value\n2026-06-01T08:05:00,112\n2026-06-01T08:10:00,113.5\n");

    assertThat(read.samples())
        .containsExactly(
            new Sample(Instant.parse("2026-06-01T06:05:00Z"), List.of(112.0)),
            new Sample(Instant.parse("2026-06-01T06:10:00Z"), List.of(113.5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFtime,value\r\n2026-06-01T08:05,6.2\r\n",
        "time;value\n2026-06-01T08:05;6,2",
        "time\tvalue\n2026-06-01T08:05\t6.2\n",
        "\n\n  time , value \n\n 2026-06-01 08:05 ,\u00a06.2\u202f\n   \n",
        "\"time\",\"value\"\n\"2026-06-01T08:05\",\"6,2\"\n",
        "value,time\n6.2,2026-06-01T08:05\n",
        "TIME,Value\r2026-06-01T08:05:00.000,62e-1\r",
        "time,value\n2026-06-01T06:05Z,6.2\n",
        "time,value\n2026-06-01t08:05:00+0200,+6.2\n",
        "time,value\n2026-06-01 01:05:00 -05,6.2\n"
      })
  void is_kind_to_every_way_of_writing_the_same(String text) {
    assertThat(samples(text).samples())
        .containsExactly(new Sample(Instant.parse("2026-06-01T06:05:00Z"), List.of(6.2)));
  }

  @Test
  void a_quoted_cell_may_hold_quotes_separators_and_line_ends() {
    List<Fault> faults = faults("time,value\n2026-06-01T08:05,\"a \"\"b\"\",\nc\"\nx,1\n");

    assertThat(faults)
        .containsExactly(
            new Fault(2, "number", List.of("a \"b\",\nc")), new Fault(4, "time", List.of("x")));
  }

  @Test
  void reads_as_many_columns_as_its_kind_has() {
    Samples read = samples("time,diastolic,systolic\n2026-06-01T08:05,80,120\n", PRESSURE);

    assertThat(read.samples().getFirst().values()).containsExactly(120.0, 80.0);
  }

  @Test
  void blank_and_nan_are_left_out_and_counted_and_repetitions_are_kept() {
    Samples read =
        samples(
            """
            time,value
            2026-06-01T08:05,
            2026-06-01T08:10,NaN
            2026-06-01T08:15,110
            2026-06-01T06:15Z,110
            """);

    assertThat(read.samples()).hasSize(2);
    assertThat(read.blank()).isEqualTo(1);
    assertThat(read.notANumber()).isEqualTo(1);
  }

  @Test
  void what_rounding_left_below_zero_is_taken_and_a_negative_value_is_not() {
    assertThat(samples("time,value\n2026-06-01T08:05,-2.6738221734667273e-13").samples())
        .hasSize(1);
    assertThat(faults("time,value\n2026-06-01T08:05,-1"))
        .containsExactly(new Fault(2, "negative", List.of("-1")));
  }

  @ParameterizedTest
  @CsvSource({
    "abc,number",
    "1e,number",
    "1.2.3,number",
    "Infinity,number",
    "HI,beyond",
    "Lo,beyond",
    "10001,too-great",
    "1e999,too-great",
    "0x1F,number",
    "１２,number"
  })
  void names_what_is_wrong_with_a_value(String value, String fault) {
    assertThat(faults("time,value\n2026-06-01T08:05," + value))
        .containsExactly(new Fault(2, fault, List.of(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30T08:00,time",
    "2026-06-01,time",
    "01/06/2026 08:00,time",
    "2026-06-01T25:00,time",
    "1800-01-01T00:00,year",
    "2026-06-01T08:00+25:00,time",
    "8:05,time"
  })
  void names_what_is_wrong_with_a_time(String time, String fault) {
    assertThat(faults("time,value\n" + time + ",1"))
        .containsExactly(new Fault(2, fault, List.of(time)));
  }

  @Test
  void lists_every_fault_with_its_line() {
    List<Fault> faults =
        faults("time,value\n2026-06-01T08:05,x\n\n,5\n2026-06-01T08:10\n2026-06-01T08:15,5,6\n");

    assertThat(faults).extracting(Fault::line).containsExactly(2, 4, 5, 6);
    assertThat(faults)
        .extracting(Fault::word)
        .containsExactly("number", "no-time", "too-few", "too-many");
  }

  @Test
  void stops_at_twenty_faults_and_says_so() {
    Faulty twenty = (Faulty) SeriesReader.read("time,value\n" + "x,1\n".repeat(20), VALUE, PARIS);
    Faulty nineteen = (Faulty) SeriesReader.read("time,value\n" + "x,1\n".repeat(19), VALUE, PARIS);

    assertThat(twenty.faults()).hasSize(SeriesReader.FAULTS_MAX);
    assertThat(twenty.more()).isTrue();
    assertThat(nineteen.faults()).hasSize(19);
    assertThat(nineteen.more()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0|empty",
        "time,value|0|no-lines",
        "2026-06-01T08:05,5|1|header",
        "time,valeur|1|header",
        "time|1|header",
        "time,value,more|1|header",
        "\"time,value|1|header"
      },
      quoteCharacter = '\'')
  void without_header_or_lines_there_is_one_fault(String text, int line, String fault) {
    assertThat(faults(text)).hasSize(1);
    assertThat(faults(text).getFirst().line()).isEqualTo(line);
    assertThat(faults(text).getFirst().word()).isEqualTo(fault);
  }

  @Test
  void a_long_cell_is_not_repeated_whole() {
    assertThat(faults("time,value\n2026-06-01T08:05," + "9x".repeat(5_000)).getFirst().parts())
        .allMatch(part -> part.length() <= 41);
  }

  @Test
  void takes_300000_readings_and_not_one_more() {
    String many = "time,value\n" + "2026-06-01T08:05,5\n".repeat(SeriesReader.READINGS_MAX);

    assertThat(samples(many).samples()).hasSize(SeriesReader.READINGS_MAX);
    assertThat(SeriesReader.read(many + "2026-06-01T08:05,5\n", VALUE, PARIS))
        .isEqualTo(new TooLong());
  }

  @Test
  void a_time_that_the_clock_leaves_out_moves_forward() {
    assertThat(times("2026-03-29T01:59", "2026-03-29T02:30", "2026-03-29T03:31"))
        .containsExactly("2026-03-29T00:59:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:31:00Z");
  }

  @Test
  void a_time_that_the_clock_repeats_is_the_first_unless_that_goes_back() {
    assertThat(
            times("2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:00", "2026-10-25T02:30"))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z");
  }

  @Test
  void a_list_that_runs_backwards_is_read_backwards() {
    assertThat(
            times(
                "2026-10-25T03:10",
                "2026-10-25T02:30",
                "2026-10-25T02:00",
                "2026-10-25T02:30",
                "2026-10-25T01:30"))
        .containsExactly(
            "2026-10-25T02:10:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-24T23:30:00Z");
  }

  @Test
  void an_offset_decides_by_itself() {
    assertThat(times("2026-10-25T02:30+01:00", "2026-10-25T02:45"))
        .containsExactly("2026-10-25T01:30:00Z", "2026-10-25T01:45:00Z");
  }

  @Test
  void a_day_alone_is_its_midnight_where_the_kind_allows_it() {
    Samples read =
        samples("time,value\n2026-06-01,80.2", new Columns(List.of("value"), 1_000, true));

    assertThat(read.samples().getFirst().at()).isEqualTo(Instant.parse("2026-05-31T22:00:00Z"));
  }
}
