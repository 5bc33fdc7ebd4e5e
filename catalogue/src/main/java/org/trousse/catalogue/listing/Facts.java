package org.trousse.catalogue.listing;

import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the editor declares of an app, as far as the public sees it.
///
/// @param summary one line, at most [#SUMMARY_MAX] characters in each language
/// @param needs what people look for: a kind of data, `appointments`, `treatment`…
/// @param exchange null: the app is listed only and exchanges no data
/// @param languages of the app, BCP 47
/// @param medicalDevice null when the app itself is none
/// @param ai null when the app uses none
/// @param study null when there is none, which the page says plainly
public record Facts(
    String name,
    Text summary,
    Text description,
    Set<String> needs,
    Editor editor,
    Contacts contacts,
    Audience audience,
    @Nullable Exchange exchange,
    List<Device> devices,
    Hosting hosting,
    List<String> languages,
    Set<AppPlatform> platforms,
    Price price,
    @Nullable MedicalDevice medicalDevice,
    @Nullable Ai ai,
    @Nullable Study study,
    Security security,
    Pages pages,
    Releases releases) {
  public static final int SUMMARY_MAX = 90;

  public Facts {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an app has a name");
    }
    if (summary.french().length() > SUMMARY_MAX || summary.english().length() > SUMMARY_MAX) {
      throw new IllegalArgumentException("a summary has at most 90 characters");
    }
    needs = Set.copyOf(needs);
    devices = List.copyOf(devices);
    languages = List.copyOf(languages);
    platforms = Set.copyOf(platforms);
  }

  /// Who answers for the app.
  public record Editor(String legalName, String registration, String country, URI website) {
    public Editor {
      Link.check(website);
    }
  }

  /// Whom people can reach.
  ///
  /// @param support e-mail, or another way to get help
  public record Contacts(String support, String security, String dataProtection) {}

  public record Audience(boolean patients, boolean professionals, boolean minors) {}

  /// What the app may ask of records, and how it registers.
  ///
  /// @param profile `smart-public`, `smart-confidential` or `fapi2`
  /// @param jwks a JWK Set; null when `jwksUri` says where it is, and for a public client
  public record Exchange(
      String profile,
      List<String> redirectUris,
      List<String> origins,
      @Nullable URI jwksUri,
      @Nullable String jwks,
      boolean deviceFlow,
      List<Want> wants,
      List<Text> recipients) {
    public Exchange {
      redirectUris = List.copyOf(redirectUris);
      origins = List.copyOf(origins);
      wants = List.copyOf(wants);
      recipients = List.copyOf(recipients);
    }
  }

  /// A device that works with the app.
  ///
  /// @param riskClass of `I`, `IIa`, `IIb`, `III`; null when it is no medical device
  public record Device(String name, String maker, @Nullable String riskClass, List<String> kinds) {
    public Device {
      kinds = List.copyOf(kinds);
    }
  }

  /// Where data stay.
  ///
  /// @param certificate of health data hosting, its number; null: none was named
  /// @param countries ISO 3166-1 alpha-2
  public record Hosting(
      String provider,
      @Nullable String certificate,
      @Nullable LocalDate expires,
      List<String> countries,
      List<SubProcessor> subProcessors) {
    public Hosting {
      countries = List.copyOf(countries);
      subProcessors = List.copyOf(subProcessors);
    }
  }

  public record SubProcessor(String name, String country, Text task, boolean healthData) {}

  public enum AppPlatform {
    WEB,
    IOS,
    ANDROID,
    DEVICE
  }

  /// What the app costs.
  ///
  /// @param words who pays and how much, in the editor's words
  public record Price(PriceModel model, Text words) {}

  public enum PriceModel {
    FREE,
    PAID,
    SUBSCRIPTION,
    REIMBURSED
  }

  /// The app as a medical device (MDR).
  public record MedicalDevice(String riskClass, String udiDi, @Nullable String notifiedBody) {}

  public record Ai(Text use, Text oversight, Text limits) {}

  /// What was studied, and what came out.
  public record Study(Text design, int participants, Text result, URI link) {
    public Study {
      Link.check(link);
    }
  }

  /// How the editor keeps the app safe.
  ///
  /// @param lastAudit month of the last independent audit; null: none was handed in
  /// @param medianFixDays from a fault's report to its mend; null: not given
  public record Security(
      @Nullable YearMonth lastAudit, @Nullable URI disclosure, @Nullable Integer medianFixDays) {
    public Security {
      Link.check(disclosure);
    }
  }

  /// Pages of the editor.
  ///
  /// @param accessibilityLevel as the editor declares it
  public record Pages(
      URI privacyFrench, URI privacyEnglish, URI accessibility, Level accessibilityLevel) {
    public Pages {
      Link.check(privacyFrench);
      Link.check(privacyEnglish);
      Link.check(accessibility);
    }
  }

  public enum Level {
    NONE,
    PARTIAL,
    TOTAL
  }

  /// Versions of the app.
  ///
  /// @param referenced the version that was judged
  /// @param current what the editor ships now; null when nobody said
  public record Releases(String referenced, LocalDate date, @Nullable String current) {}

  /// The wants, none where nothing is exchanged.
  public List<Want> wants() {
    return Optional.ofNullable(exchange).map(Exchange::wants).orElse(List.of());
  }
}
