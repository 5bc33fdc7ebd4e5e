package org.trousse.catalogue.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Want;

/// The register as a table (RFC 4180), those that were taken out too.
final class RegisterCsv {
  private static final String STARTS_A_FORMULA = "=+-@\t\r\n";
  private static final String END = "\r\n";

  private static final List<String> COLUMNS =
      List.of(
          "software_id",
          "reference",
          "name",
          "editor",
          "editor_registration",
          "editor_country",
          "standing",
          "decided_on",
          "valid_until",
          "specification",
          "release",
          "reads",
          "adds",
          "medical_device_class",
          "price",
          "languages",
          "platforms",
          "hosting_provider",
          "hosting_certificate",
          "hosting_countries",
          "accessibility",
          "study",
          "summary_fr",
          "summary_en");

  private RegisterCsv() {}

  static String of(List<Shown> apps) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    apps.forEach(app -> rows.add(row(app.listing())));
    return rows.stream()
        .map(row -> row.stream().map(RegisterCsv::cell).collect(Collectors.joining(",")))
        .collect(Collectors.joining(END, "", END));
  }

  private static List<String> row(Listing listing) {
    Facts facts = listing.facts();
    var device = facts.medicalDevice();
    return List.of(
        listing.softwareId(),
        listing.reference(),
        facts.name(),
        facts.editor().legalName(),
        facts.editor().registration(),
        facts.editor().country(),
        listing.standing().word(),
        listing.decidedOn().toString(),
        orNothing(listing.validUntil()),
        listing.specification(),
        facts.releases().referenced(),
        kinds(facts, Direction.READ),
        kinds(facts, Direction.ADD),
        device == null ? "" : device.riskClass(),
        AppJson.word(facts.price().model()),
        joined(facts.languages().stream()),
        joined(facts.platforms().stream().map(AppJson::word)),
        facts.hosting().provider(),
        orNothing(facts.hosting().certificate()),
        joined(facts.hosting().countries().stream()),
        AppJson.word(facts.pages().accessibilityLevel()),
        facts.study() == null ? "no" : "yes",
        facts.summary().french(),
        facts.summary().english());
  }

  private static String kinds(Facts facts, Direction direction) {
    return joined(
        facts.wants().stream().filter(want -> want.direction() == direction).map(Want::kind));
  }

  private static String joined(Stream<String> words) {
    return words.sorted().collect(Collectors.joining(" "));
  }

  private static String orNothing(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// A name that an editor gave must not become a formula: an apostrophe before it makes it text.
  static String cell(String value) {
    String text =
        !value.isEmpty() && STARTS_A_FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean quoted =
        text.contains(",") || text.contains("\"") || text.contains("\n") || text.contains("\r");
    return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
