package org.trousse.platform.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.platform.demo.people.DemoPerson.Event;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

final class DemoPeopleTest {
  static List<DemoPerson> people() {
    return DemoPeople.all();
  }

  @Test
  void the_stories_of_the_demo_are_all_there() {
    assertThat(people()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(people())
        .extracting(person -> person.body().event())
        .contains(Event.SENSOR_GAP, Event.WEIGHT_GAIN, Event.FEVER);
    assertThat(people())
        .anySatisfy(person ->
            assertThat(person.devices())
                .anyMatch(device -> device.kind() == DemoDevice.Kind.MOLAR_METER));
  }

  @Test
  void live_devices_cover_every_measure() {
    assertThat(people().stream().flatMap(person -> person.devices().stream()))
        .filteredOn(DemoDevice::live)
        .extracting(device -> device.kind().measure())
        .contains(Measure.values());
  }

  @ParameterizedTest
  @MethodSource("people")
  void everybody_is_named_as_invented_and_has_a_story_in_both_languages(DemoPerson person) {
    assertThat(person.given()).startsWith("Démo ");
    assertThat(person.family()).isEqualTo("Démonstration");
    assertThat(person.story().french()).isNotBlank().isNotEqualTo(person.story().english());
    assertThat(person.story().english()).isNotBlank();
    assertThat(person.toString()).doesNotContain(person.given());
  }

  @ParameterizedTest
  @MethodSource("people")
  void everybody_has_one_device_per_measure_that_waits_for_scripts(DemoPerson person) {
    assertThat(person.devices())
        .filteredOn(device -> !device.live())
        .extracting(device -> device.kind().measure())
        .containsExactlyInAnyOrder(Measure.values());
    assertThat(person.devices()).anyMatch(DemoDevice::live);
  }

  @Test
  void no_two_people_or_devices_are_the_same() {
    assertThat(people()).extracting(DemoPerson::id).doesNotHaveDuplicates();
    assertThat(people()).extracting(DemoPerson::given).doesNotHaveDuplicates();
    assertThat(people().stream().flatMap(person -> person.devices().stream()))
        .extracting(device -> device.id().key())
        .doesNotHaveDuplicates();
  }

  @Test
  void devices_have_plain_names() {
    List<DemoDevice> devices = people().get(5).devices();

    assertThat(devices)
        .extracting(DemoDevice::id)
        .contains(new DeviceId("demo", "zoe-thermometer"), new DeviceId("demo", "zoe-spare-meter"));
  }

  @Test
  void a_kind_says_that_it_is_simulated() {
    assertThat(Arrays.stream(DemoDevice.Kind.values()))
        .allSatisfy(kind -> assertThat(kind.label()).endsWith("(simulated)"));
  }
}
