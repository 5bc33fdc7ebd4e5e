package org.trousse.platform.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoWorker;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `demo.json`: where the demo listens and who may do what there, for scripts. Written whole when
/// everything is ready, so that whoever finds the file may begin.
public final class DemoFile {
  public static final String NAME = "demo.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  /// @param folder the demo's data folder
  public DemoFile(Path folder) {
    this.folder = folder;
  }

  /// Where the demo listens.
  ///
  /// @param http the root of all pages, without a slash at its end
  /// @param signIn where the form field `person`, a patient's id, opens a session
  public record Addresses(String http, String signIn, String mqttHost, int mqttPort) {}

  /// Replaces the file in one step; only its owner may read it.
  public Path write(
      Addresses addresses,
      List<DemoPerson> people,
      List<DemoApp> apps,
      DemoRegister register,
      DemoCare care,
      DemoKeys keys)
      throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(NAME + ".new");
    Files.deleteIfExists(unfinished);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    ObjectNode content = content(addresses, people, apps, keys);
    add(content, register);
    add(content, care);
    Files.writeString(unfinished, JSON.writeValueAsString(content) + "\n");
    return Files.move(
        unfinished,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// A file of an earlier run would send scripts to a demo that is not there.
  public void remove() throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  private ObjectNode content(
      Addresses addresses, List<DemoPerson> people, List<DemoApp> apps, DemoKeys keys) {
    ObjectNode root = JSON.createObjectNode();
    root.put("http", addresses.http());
    root.putObject("mqtt").put("host", addresses.mqttHost()).put("port", addresses.mqttPort());
    root.put("signin", addresses.signIn());
    ArrayNode known = root.putArray("apps");
    apps.forEach(app -> add(known, app));
    ArrayNode patients = root.putArray("patients");
    ArrayNode devices = root.putArray("devices");
    for (DemoPerson person : people) {
      patients
          .addObject()
          .put("id", person.id().text())
          .put("name", person.name())
          .put("token", keys.token(person.id()));
      person.devices().forEach(device -> add(devices, person, device, keys));
    }
    return root;
  }

  /// A key is named from the folder of launch, as the data folder is.
  private void add(ArrayNode known, DemoApp app) {
    ObjectNode node =
        known
            .addObject()
            .put("client_id", app.app().clientId())
            .put("profile", app.app().profile().word());
    app.redirectUri().ifPresent(address -> node.put("redirect_uri", address));
    if (app.key() != null) {
      node.put("key", app.key().toAbsolutePath().toString());
    }
  }

  private static void add(ArrayNode devices, DemoPerson person, DemoDevice device, DemoKeys keys) {
    ObjectNode node =
        devices
            .addObject()
            .put("tenant", device.id().tenant())
            .put("id", device.id().name())
            .put("username", device.id().username())
            .put("password", keys.password(device.id()))
            .put("patient", person.id().text());
    node.putArray("measures").add(device.kind().measure().word());
    node.put("live", device.live());
  }

  /// Who works on dossiers, by the picker's cards, and the dossiers.
  private static void add(ObjectNode root, DemoRegister register) {
    DemoOffice office = register.office();
    root.putArray("vendors")
        .addObject()
        .put("organisation", office.organisation().toString())
        .put("name", DemoOffice.LEGAL_NAME)
        .put("person", DemoWorker.Post.VENDOR.card())
        .put("api_key", office.apiKey());
    ArrayNode officers = root.putArray("officers");
    officer(officers, DemoWorker.Post.LEAD, office.lead());
    officer(officers, DemoWorker.Post.COMMITTEE, office.seat());
    for (DemoOffice.Member member : office.members()) {
      seat(officers, "COMMITTEE", member.account(), member.name(), member.citizen());
    }
    ArrayNode dossiers = root.putArray("dossiers");
    for (DemoRegister.Line line : register.lines()) {
      ObjectNode node =
          dossiers
              .addObject()
              .put("id", line.id().toString())
              .put("reference", line.reference())
              .put("software", line.software());
      if (line.clientId() != null) {
        node.put("client_id", line.clientId());
      }
      node.put("name", line.name())
          .put("state", line.state().name())
          .put("organisation", office.organisation().toString());
    }
  }

  /// Who works with patients.
  private static void add(ObjectNode root, DemoCare care) {
    ArrayNode professionals = root.putArray("professionals");
    for (DemoCare.Carer carer : care.carers()) {
      ObjectNode node =
          professionals
              .addObject()
              .put("account", carer.account().toString())
              .put("name", carer.name())
              .put("profession", carer.profession())
              .put("rpps", carer.rpps())
              .put("person", carer.post().card());
      ArrayNode patients = node.putArray("patients");
      carer.patients().forEach(patient -> patients.add(patient.text()));
    }
  }

  /// One of the two whom the list of people offers.
  private static void officer(ArrayNode officers, DemoWorker.Post post, UUID account) {
    String name =
        DemoPeople.workers().stream()
            .filter(one -> one.post() == post)
            .map(DemoWorker::name)
            .findFirst()
            .orElseThrow();
    seat(officers, post.name(), account, name, false).put("person", post.card());
  }

  /// Without `person` nobody signs in as them: they are there to be named.
  private static ObjectNode seat(
      ArrayNode officers, String role, UUID account, String name, boolean citizen) {
    return officers
        .addObject()
        .put("account", account.toString())
        .put("name", name)
        .put("role", role)
        .put("citizen", citizen);
  }
}
