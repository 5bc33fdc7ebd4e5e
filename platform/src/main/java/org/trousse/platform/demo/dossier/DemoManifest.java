package org.trousse.platform.demo.dossier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.LocalDate;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.platform.demo.vendor.DemoBuild;
import org.trousse.platform.demo.vendor.DemoVendor;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A demo app's manifest, as its vendor would write it.
final class DemoManifest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUPPORT = "aide@vitrine-demo.example";
  private static final String SECURITY = "securite@vitrine-demo.example";

  /// A synthetic number whose check digit holds.
  private static final String UDI = "04000000000013";

  private final DemoSheet sheet;
  private final int port;
  private final ObjectNode root = JSON.createObjectNode();

  private DemoManifest(DemoSheet sheet, int port) {
    this.sheet = sheet;
    this.port = port;
  }

  /// The JSON text.
  ///
  /// @param port where the demo's vendors are
  /// @param version of the release
  /// @param released when it came out
  static String of(DemoSheet sheet, int port, String version, LocalDate released) {
    DemoManifest manifest = new DemoManifest(sheet, port);
    manifest.describe();
    manifest.pages();
    manifest.release(new DemoBuild(sheet.software(), version), released);
    if (sheet.exchanges()) {
      manifest.exchange(manifest.root.putObject("exchange"));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest.root);
  }

  private void describe() {
    root.put("format", 1).put("name", sheet.name());
    text("summary", sheet.summary());
    text("description", sheet.description());
    root.putObject("editor")
        .put("legalName", sheet.vendor().legalName())
        .put("registration", DemoOffice.REGISTRATION)
        .put("country", "FR")
        .put("website", "https://www.vitrine-demo.example");
    root.putObject("contacts")
        .put("support", SUPPORT)
        .put("security", SECURITY)
        .put("dataProtection", DemoVendor.DATA_PROTECTION);
    root.putArray("purposes").add("prevention").add("care");
    root.putObject("audience")
        .put("patients", true)
        .put("professionals", false)
        .put("minors", false);
    devices();
    hosting(root.putObject("hosting"));
    root.putArray("hosts").add(sheet.vendor().host());
    root.putArray("languages").add("fr").add("en");
    sheet.platforms().forEach(root.putArray("platforms")::add);
    root.putObject("price")
        .put("model", "free")
        .set("words", words(new Text("Gratuit pour tous.", "Free for everybody.")));
  }

  private void devices() {
    var devices = root.putArray("devices");
    if (sheet.pairsDevices()) {
      devices
          .addObject()
          .put("name", "Brassard Démo B1")
          .put("maker", "Fabricant Démo (inventé)")
          .put("udiDi", UDI)
          .put("riskClass", "IIa")
          .put("connection", "platform-mqtt")
          .putArray("kinds")
          .add("blood-pressure");
    }
  }

  private static void hosting(ObjectNode hosting) {
    hosting.put("provider", DemoVendor.HOST_PROVIDER);
    hosting.putArray("countries").add("FR");
    hosting
        .putArray("subProcessors")
        .addObject()
        .put("name", DemoVendor.BACKUP_PROVIDER)
        .put("country", "FR")
        .put("healthData", true)
        .set("task", words(new Text("Garde les copies.", "Keeps the copies.")));
    hosting.put("certificate", "HDS-DEMO-0001").put("expires", "2029-06-30");
  }

  private void pages() {
    DemoVendor vendor = sheet.vendor();
    root.putObject("pages")
        .put("privacyFrench", vendor.address(port, "privacy/fr").toString())
        .put("privacyEnglish", vendor.address(port, "privacy/en").toString())
        .put("securityTxt", vendor.securityTxt(port).toString())
        .put("disclosure", vendor.address(port, "disclosure").toString())
        .put("accessibility", vendor.address(port, "accessibility").toString())
        .put("accessibilityLevel", "partial")
        .putArray("toTest")
        .add(vendor.address(port, "").toString());
  }

  /// The bad vendor forgets to sign.
  private void release(DemoBuild build, LocalDate released) {
    ObjectNode release =
        root.putObject("release")
            .put("version", build.version())
            .put("date", released.toString())
            .put("buildHash", build.hash())
            .put("sbom", sheet.vendor().sbom(port, build.software(), build.version()).toString());
    if (sheet.vendor().equals(DemoVendor.GOOD)) {
      sign(release, build.hash());
    }
  }

  /// Nobody needs the key again: the next release has another.
  private static void sign(ObjectNode release, String hash) {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyID("demo-release")
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .generate();
      JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(hash));
      signed.sign(new ECDSASigner(key));
      release.put("signature", signed.serialize(true));
      release.set("releaseKey", JSON.readTree(key.toPublicJWK().toJSONString()));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every JDK signs by ES256", impossible);
    }
  }

  private void exchange(ObjectNode exchange) {
    App client = sheet.client();
    exchange.put("profile", client == null ? "smart-public" : client.profile().word());
    var redirects = exchange.putArray("redirectUris");
    exchange.putArray("origins");
    exchange.put("deviceFlow", sheet.pairsDevices());
    if (client == null) {
      redirects.add("http://127.0.0.1/back");
    } else {
      client.entry().redirectUris().forEach(redirects::add);
      String keys = client.entry().jwks();
      if (keys != null) {
        exchange.set("jwks", JSON.readTree(keys));
      }
    }
    var wants = exchange.putArray("wants");
    for (AppEntry.Want want : sheet.wants()) {
      ObjectNode node =
          wants
              .addObject()
              .put("permission", want.permission().word())
              .put("needed", want.needed());
      node.set("reason", words(ours(want.reason())));
      node.set("without", words(ours(want.without())));
    }
    exchange.putArray("recipients");
    exchange.put("incidentWebhook", sheet.vendor().address(port, "incident").toString());
  }

  private static Text ours(AppEntry.Text text) {
    return new Text(text.french(), text.english());
  }

  private void text(String member, Text text) {
    root.set(member, words(text));
  }

  private static ObjectNode words(Text text) {
    return JSON.createObjectNode().put("fr", text.french()).put("en", text.english());
  }
}
