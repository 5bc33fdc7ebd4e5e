package org.trousse.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.referencing.dossier.State;
import org.trousse.sdk.DeviceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DemoFileTest {
  private static final DemoFile.Addresses ADDRESSES =
      new DemoFile.Addresses(
          "http://127.0.0.1:8080", "http://127.0.0.1:8080/en/demo", "127.0.0.1", 1883);

  private static final UUID ORGANISATION = new UUID(7, 1);
  private static final DemoRegister REGISTER =
      new DemoRegister(
          new DemoOffice(
              ORGANISATION,
              new UUID(8, 1),
              new UUID(8, 2),
              new UUID(8, 3),
              List.of(new DemoOffice.Member(new UUID(8, 4), "Démo Citoyenne", true)),
              "a-key-of-a-test"),
          List.of(
              new DemoRegister.Line(
                  new UUID(6, 1), "TR-DEMO-0001", "demo-web", "demo-web", "Carnet", State.LISTED),
              new DemoRegister.Line(
                  new UUID(6, 2), "TR-DEMO-0002", "demo-walk", null, "Marche", State.DRAFT)));

  private static final DemoCare CARE =
      new DemoCare(
          List.of(
              new DemoCare.Carer(
                  DemoWorker.Post.NURSE,
                  new UUID(9, 1),
                  "Démo Nora Démonstration",
                  "60",
                  "99900000601",
                  List.of(DemoPeople.all().getFirst().id()))));

  @TempDir private Path folder;
  @TempDir private Path keyFolder;
  private final DemoKeys keys = new DemoKeys(new byte[32]);

  @Test
  void scripts_find_addresses_people_and_devices() throws IOException {
    DemoPerson lise = DemoPeople.all().getFirst();

    Path written =
        new DemoFile(folder)
            .write(ADDRESSES, DemoPeople.all(), DemoApps.all(keyFolder), REGISTER, CARE, keys);

    JsonNode root = JsonMapper.shared().readTree(Files.readString(written));
    assertThat(written).isEqualTo(folder.resolve("demo.json"));
    assertThat(root.propertyNames())
        .containsExactly(
            "http",
            "mqtt",
            "signin",
            "apps",
            "patients",
            "devices",
            "vendors",
            "officers",
            "dossiers",
            "professionals");
    assertThat(root.path("signin").asString()).isEqualTo("http://127.0.0.1:8080/en/demo");
    assertThat(root.path("apps").path(0).toString())
        .isEqualTo(
            "{\"client_id\":\"demo-web\",\"profile\":\"smart-public\","
                + "\"redirect_uri\":\"http://127.0.0.1:8081/back\"}");
    assertThat(Files.readString(Path.of(root.path("apps").path(1).path("key").asString())))
        .contains("\"d\":");
    assertThat(root.path("http").asString()).isEqualTo("http://127.0.0.1:8080");
    assertThat(root.path("mqtt").toString()).isEqualTo("{\"host\":\"127.0.0.1\",\"port\":1883}");
    assertThat(root.path("patients").size()).isEqualTo(DemoPeople.all().size());
    assertThat(root.path("patients").path(0).toString())
        .isEqualTo(
            "{\"id\":\"1c5f93a027d4e861\",\"name\":\"Démo Lise Démonstration\",\"token\":\"%s\"}"
                .formatted(keys.token(lise.id())));
    assertThat(root.path("devices").path(0).toString())
        .isEqualTo(
            ("{\"tenant\":\"demo\",\"id\":\"lise-sensor\",\"username\":\"lise-sensor@demo\","
                    + "\"password\":\"%s\",\"patient\":\"1c5f93a027d4e861\","
                    + "\"measures\":[\"interstitial-glucose\"],\"live\":true}")
                .formatted(keys.password(new DeviceId("demo", "lise-sensor"))));
  }

  @Test
  void scripts_find_the_vendor_the_officers_and_the_dossiers() throws IOException {
    Path written =
        new DemoFile(folder).write(ADDRESSES, DemoPeople.all(), List.of(), REGISTER, CARE, keys);

    JsonNode root = JsonMapper.shared().readTree(Files.readString(written));
    assertThat(root.path("vendors").toString())
        .isEqualTo(
            ("[{\"organisation\":\"%s\",\"name\":\"Vitrine Démo SAS (inventée)\","
                    + "\"person\":\"vendor\",\"api_key\":\"a-key-of-a-test\"}]")
                .formatted(ORGANISATION));
    assertThat(root.path("officers").toString())
        .isEqualTo(
            ("[{\"account\":\"%s\",\"name\":\"Démo Odile Démonstration\",\"role\":\"LEAD\","
                    + "\"citizen\":false,\"person\":\"lead\"},"
                    + "{\"account\":\"%s\",\"name\":\"Démo Basile Démonstration\","
                    + "\"role\":\"COMMITTEE\",\"citizen\":false,\"person\":\"committee\"},"
                    + "{\"account\":\"%s\",\"name\":\"Démo Citoyenne\","
                    + "\"role\":\"COMMITTEE\",\"citizen\":true}]")
                .formatted(new UUID(8, 2), new UUID(8, 3), new UUID(8, 4)));
    assertThat(root.path("dossiers").path(0).toString())
        .isEqualTo(
            ("{\"id\":\"%s\",\"reference\":\"TR-DEMO-0001\",\"software\":\"demo-web\","
                    + "\"client_id\":\"demo-web\",\"name\":\"Carnet\",\"state\":\"LISTED\","
                    + "\"organisation\":\"%s\"}")
                .formatted(new UUID(6, 1), ORGANISATION));
    assertThat(root.path("dossiers").path(1).has("client_id")).isFalse();
  }

  @Test
  void scripts_find_the_nurse_and_who_named_her() throws IOException {
    Path written =
        new DemoFile(folder).write(ADDRESSES, DemoPeople.all(), List.of(), REGISTER, CARE, keys);

    assertThat(JsonMapper.shared().readTree(Files.readString(written)).path("professionals"))
        .hasToString(
            ("[{\"account\":\"%s\",\"name\":\"Démo Nora Démonstration\",\"profession\":\"60\","
                    + "\"rpps\":\"99900000601\",\"person\":\"nurse\","
                    + "\"patients\":[\"1c5f93a027d4e861\"]}]")
                .formatted(new UUID(9, 1)));
  }

  @Test
  void the_file_is_replaced_whole_and_only_its_owner_reads_it() throws IOException {
    DemoFile file = new DemoFile(folder);
    file.write(ADDRESSES, DemoPeople.all(), List.of(), REGISTER, CARE, keys);

    Path written =
        file.write(ADDRESSES, DemoPeople.all().subList(0, 1), List.of(), REGISTER, CARE, keys);

    assertThat(folder.toFile().list()).containsExactly("demo.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
    assertThat(JsonMapper.shared().readTree(Files.readString(written)).path("patients").size())
        .isEqualTo(1);
  }

  @Test
  void a_file_of_an_earlier_run_can_be_removed() throws IOException {
    DemoFile file = new DemoFile(folder.resolve("data"));
    Path written = file.write(ADDRESSES, DemoPeople.all(), List.of(), REGISTER, CARE, keys);

    file.remove();
    file.remove();

    assertThat(written).doesNotExist();
  }
}
