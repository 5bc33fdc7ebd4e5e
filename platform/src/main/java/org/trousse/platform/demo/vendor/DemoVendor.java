package org.trousse.platform.demo.vendor;

import java.net.URI;

/// One of the demo's two invented vendors. Both are on this machine, under names that count as two
/// hosts, so that each has a `/.well-known/security.txt` of its own.
///
/// @param host the name without the port
/// @param legalName as the manifest and the privacy notice say it
public record DemoVendor(String host, String word, String legalName) {
  /// Does what it should.
  public static final DemoVendor GOOD =
      new DemoVendor("localhost", "good", "Vitrine Démo SAS (inventée)");

  /// Does it wrong in ways that findings explain.
  public static final DemoVendor BAD =
      new DemoVendor("127.0.0.1", "bad", "Vitrine Démo SAS (inventée)");

  /// Who keeps the data, as the manifest and the notice say it.
  public static final String HOST_PROVIDER = "Hébergeur Démo (inventé)";

  /// Who keeps the backups.
  public static final String BACKUP_PROVIDER = "Sauvegarde Démo (inventée)";

  public static final String DATA_PROTECTION = "dpo@vitrine-demo.example";

  static final String SECURITY_TXT = "/.well-known/security.txt";

  /// Where the demo serves both.
  static final String ROOT = "/demo/vendor/";

  /// `host:port`, as the operator's list of open doors has it.
  public String authority(int port) {
    return host + ":" + port;
  }

  public URI securityTxt(int port) {
    return URI.create("http://" + authority(port) + SECURITY_TXT);
  }

  /// An address of this vendor's.
  ///
  /// @param path below the vendor's own, e.g. `privacy/fr`
  public URI address(int port, String path) {
    return URI.create("http://" + authority(port) + ROOT + word + "/" + path);
  }

  /// Where the bill of materials of one release is.
  public URI sbom(int port, String software, String version) {
    return address(port, "sbom/" + software + "/" + version + ".json");
  }
}
