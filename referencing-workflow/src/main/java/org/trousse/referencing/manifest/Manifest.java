package org.trousse.referencing.manifest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.text.Text;

/// What a vendor declares of one version of an app. Everything in it is *declared*: nobody has
/// looked yet.
///
/// @param name what citizens see
/// @param summary one line, at most 90 characters in each language
/// @param purposes of `prevention`, `diagnosis`, `care`, `social`: why the app may exist here at
///   all
/// @param exchange null: listing only
/// @param hosts every name that the app calls, e.g. `api.vendor.example`
/// @param languages of the app, BCP 47
/// @param medicalDevice null when the app itself is none
/// @param ai null when the app uses none
/// @param study null when there is none, which the app's page says plainly
public record Manifest(
    String name,
    Text summary,
    Text description,
    Editor editor,
    Contacts contacts,
    Set<Purpose> purposes,
    Audience audience,
    @Nullable Exchange exchange,
    List<DeviceModel> devices,
    Hosting hosting,
    List<String> hosts,
    List<String> languages,
    Set<AppPlatform> platforms,
    Price price,
    @Nullable MedicalDevice medicalDevice,
    @Nullable Ai ai,
    @Nullable Study study,
    Pages pages,
    Release release) {
  public Manifest {
    devices = List.copyOf(devices);
    hosts = List.copyOf(hosts);
    languages = List.copyOf(languages);
  }

  /// CSP L.1111-13-1 III.
  public enum Purpose {
    PREVENTION,
    DIAGNOSIS,
    CARE,
    SOCIAL
  }

  public enum AppPlatform {
    WEB,
    IOS,
    ANDROID,
    DEVICE
  }

  /// Who answers for the app.
  ///
  /// @param registration e.g. a SIREN or a VAT number
  /// @param country ISO 3166-1 alpha-2
  public record Editor(String legalName, String registration, String country, URI website) {}

  /// Whom people and machines can reach.
  ///
  /// @param security e-mail of the security contact
  /// @param dataProtection e-mail of the data protection officer
  public record Contacts(String support, String security, String dataProtection) {}

  public record Audience(boolean patients, boolean professionals, boolean minors) {}

  /// What the app wants from records, and how it connects.
  ///
  /// @param jwks a JWK Set; null when `jwksUri` says where it is, and for a public client
  /// @param testDriver where the platform asks the app to act in the sandbox; null: it cannot
  /// @param incidentWebhook where the platform rehearses an incident; null: none
  public record Exchange(
      Profile profile,
      List<String> redirectUris,
      List<String> origins,
      @Nullable URI jwksUri,
      @Nullable String jwks,
      boolean deviceFlow,
      List<Want> wants,
      List<Text> recipients,
      @Nullable URI testDriver,
      @Nullable URI incidentWebhook) {
    public Exchange {
      redirectUris = List.copyOf(redirectUris);
      origins = List.copyOf(origins);
      wants = List.copyOf(wants);
      recipients = List.copyOf(recipients);
    }
  }

  public enum Profile {
    SMART_PUBLIC("smart-public"),
    SMART_CONFIDENTIAL("smart-confidential"),
    FAPI2("fapi2");

    private final String word;

    Profile(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// One kind of data in one direction.
  ///
  /// @param permission `KIND.read` or `KIND.add`, e.g. `glucose.read`, as on the consent page
  /// @param needed whether the service cannot do without it
  /// @param without what happens when the patient keeps it
  public record Want(String permission, boolean needed, Text reason, Text without) {
    public boolean reads() {
      return permission.endsWith(".read");
    }
  }

  /// A device that the app brings.
  ///
  /// @param udiDi the UDI device identifier; null when it is no medical device
  /// @param riskClass of `I`, `IIa`, `IIb`, `III`; null when it is no medical device
  /// @param kinds e.g. `glucose`, `blood-pressure`
  /// @param broker `host:port` for devices that speak to the vendor; null otherwise
  public record DeviceModel(
      String name,
      String maker,
      @Nullable String udiDi,
      @Nullable String riskClass,
      List<String> kinds,
      Connection connection,
      @Nullable String broker) {}

  public enum Connection {
    PLATFORM_MQTT,
    PLATFORM_HTTP,
    VENDOR_CLOUD
  }

  /// Where data stay.
  ///
  /// @param certificate of health data hosting, its number
  /// @param expires ISO date of the certificate's end; null when there is none
  /// @param countries where data stay, ISO 3166-1 alpha-2
  public record Hosting(
      String provider,
      @Nullable String certificate,
      @Nullable String expires,
      List<String> countries,
      List<SubProcessor> subProcessors) {}

  public record SubProcessor(String name, String country, Text task, boolean healthData) {}

  /// What the app costs.
  ///
  /// @param model of `free`, `paid`, `subscription`, `reimbursed`
  public record Price(PriceModel model, Text words) {}

  public enum PriceModel {
    FREE,
    PAID,
    SUBSCRIPTION,
    REIMBURSED
  }

  /// The app as a medical device (MDR).
  ///
  /// @param riskClass MDR class, of `I`, `IIa`, `IIb`, `III`
  /// @param udiDi with its check digit
  public record MedicalDevice(String riskClass, String udiDi, @Nullable String notifiedBody) {}

  public record Ai(Text use, Text oversight, Text limits) {}

  /// What was studied, and what came out.
  ///
  /// @param participants how many people took part
  public record Study(Text design, int participants, Text result, URI link) {}

  /// Addresses that people and machines look at.
  ///
  /// @param securityTxt RFC 9116
  /// @param toTest pages for the accessibility run
  /// @param accessibilityLevel of `none`, `partial`, `total`, as the vendor declares
  public record Pages(
      URI privacyFrench,
      URI privacyEnglish,
      URI securityTxt,
      URI disclosure,
      URI accessibility,
      String accessibilityLevel,
      List<URI> toTest) {}

  /// The build that is judged.
  ///
  /// @param version as people see it
  /// @param date ISO date
  /// @param buildHash SHA-256 of the package, lower-case hex
  /// @param sbom CycloneDX JSON
  /// @param signature detached JWS over the hash, by the release key; null when unsigned
  /// @param releaseKey the public key, a JWK; null when unsigned
  public record Release(
      String version,
      String date,
      String buildHash,
      @Nullable URI sbom,
      @Nullable String signature,
      @Nullable String releaseKey) {}

  public Track track() {
    return exchange == null ? Track.LISTING : Track.EXCHANGE;
  }

  /// The wants, none where nothing is exchanged.
  public List<Want> wants() {
    return Optional.ofNullable(exchange).map(Exchange::wants).orElse(List.of());
  }
}
