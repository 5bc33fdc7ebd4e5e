package org.trousse.catalogue.page.app;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.trousse.catalogue.claim.Claim;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Facts.Hosting;
import org.trousse.catalogue.listing.Facts.SubProcessor;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.page.Labels;
import org.trousse.catalogue.page.Words;

/// Writes an app's facts, in the order in which every page has them.
public final class FactsText {
  /// The kinds that a comparison lists, whether an app asks for them or not.
  private static final List<String> KINDS =
      List.of("identity", "glucose", "blood-pressure", "body-weight", "body-temperature");

  private final Words words;
  private final Listing listing;
  private final Facts facts;
  private final BackingText text;

  public FactsText(Words words, Listing listing, LocalDate today) {
    this.words = words;
    this.listing = listing;
    this.facts = listing.facts();
    this.text = new BackingText(words, listing, today);
  }

  /// What follows the data table on an app's page.
  List<Section> sections() {
    return List.of(
        hosting(), price(), evidence(), security(), accessibility(), support(), releases());
  }

  /// The rows of a comparison; the same for every app.
  public List<Section> compared() {
    List<Section> all = new ArrayList<>();
    all.add(standing());
    all.add(data());
    all.addAll(sections());
    return all;
  }

  private Section section(String id, Fact... rows) {
    return new Section(id, words.text("section." + id), List.of(rows));
  }

  private Section standing() {
    LocalDate until = listing.validUntil();
    return section(
        "platform",
        text.own("badge.standing", words.text("standing." + listing.standing().word())),
        text.own("badge.decided", words.day(listing.decidedOn())),
        text.own("badge.until", until == null ? words.text("badge.no-end") : words.day(until)),
        text.own("badge.specification", listing.specification()),
        text.own(
            "badge.conditions",
            listing.conditions().isEmpty()
                ? new String[] {words.text("badge.no-conditions")}
                : listing.conditions().stream().map(words::of).toArray(String[]::new)),
        text.own("medical", Labels.medical(words, facts)));
  }

  private Section data() {
    List<Fact> rows = new ArrayList<>();
    for (String kind : KINDS) {
      String way = "data." + ways(kind);
      rows.add(new Fact(Labels.kind(words, kind), List.of(words.text(way)), "", "", "", ""));
    }
    return new Section("data", words.text("section.data"), rows);
  }

  private String ways(String kind) {
    boolean read = has(kind, Direction.READ);
    boolean add = has(kind, Direction.ADD);
    return read && add ? "both" : read ? "read" : add ? "add" : "none";
  }

  private boolean has(String kind, Direction direction) {
    return facts.wants().stream()
        .anyMatch(want -> want.kind().equals(kind) && want.direction() == direction);
  }

  private Section hosting() {
    Hosting hosting = facts.hosting();
    return section(
        "hosting",
        text.claim(Claim.HOST, List.of(hosting.provider(), certificate(hosting))),
        text.claim(
            Claim.COUNTRIES,
            List.of(words.list(hosting.countries().stream().map(words::country).toList()))),
        text.claim(
            Claim.SUB_PROCESSORS,
            hosting.subProcessors().isEmpty()
                ? List.of(words.text("sub.none"))
                : hosting.subProcessors().stream().map(this::sub).toList()),
        text.claim(
            Claim.PRIVACY,
            List.of(),
            words.tag().equals("en")
                ? facts.pages().privacyEnglish()
                : facts.pages().privacyFrench(),
            words.text("privacy.link")));
  }

  private String certificate(Hosting hosting) {
    String number = hosting.certificate();
    LocalDate expires = hosting.expires();
    if (number == null) {
      return words.text("certificate.none");
    }
    return expires == null
        ? words.text("certificate", number)
        : words.text("certificate.until", number, words.day(expires));
  }

  private String sub(SubProcessor one) {
    return words.text(
        one.healthData() ? "sub.health" : "sub.other",
        one.name(),
        words.country(one.country()),
        words.of(one.task()).replaceFirst("\\.$", ""));
  }

  private Section price() {
    return section(
        "price",
        text.claim(
            Claim.PRICE,
            List.of(
                Labels.of(words, "price", facts.price().model()),
                words.of(facts.price().words()))));
  }

  /// No evidence is said plainly.
  private Section evidence() {
    Facts.Study study = facts.study();
    if (study == null) {
      return section("evidence", text.own("claim.study", words.text("study.none")));
    }
    return section(
        "evidence",
        text.claim(
            Claim.STUDY,
            List.of(
                words.of(study.design()),
                words.text("study.people", words.number(study.participants())),
                words.of(study.result())),
            study.link(),
            words.text("study.link")));
  }

  private Section security() {
    YearMonth audit = facts.security().lastAudit();
    Integer days = facts.security().medianFixDays();
    var disclosure = facts.security().disclosure();
    List<String> contact = List.of(facts.contacts().security());
    return section(
        "security",
        text.claim(
            Claim.AUDIT, List.of(audit == null ? words.text("audit.none") : words.month(audit))),
        disclosure == null
            ? text.claim(Claim.SECURITY_CONTACT, contact)
            : text.claim(
                Claim.SECURITY_CONTACT, contact, disclosure, words.text("disclosure.link")),
        text.claim(
            Claim.FIX_TIME,
            List.of(days == null ? words.text("fix.none") : words.count("fix", days))));
  }

  private Section accessibility() {
    return section(
        "accessibility",
        text.claim(
            Claim.ACCESSIBILITY,
            List.of(Labels.of(words, "accessibility", facts.pages().accessibilityLevel())),
            facts.pages().accessibility(),
            words.text("accessibility.link")));
  }

  private Section support() {
    List<String> devices =
        facts.devices().stream()
            .map(one ->
                one.riskClass() == null
                    ? words.text("device", one.name(), one.maker())
                    : words.text("device.medical", one.name(), one.maker(), one.riskClass()))
            .toList();
    return section(
        "support",
        text.claim(Claim.SUPPORT, List.of(facts.contacts().support())),
        text.claim(
            Claim.LANGUAGES,
            List.of(words.list(facts.languages().stream().map(words::language).toList()))),
        text.own(
            "platforms",
            words.list(
                facts.platforms().stream()
                    .sorted()
                    .map(one -> Labels.of(words, "platform", one))
                    .toList())),
        text.own(
            "devices",
            devices.isEmpty()
                ? new String[] {words.text("devices.none")}
                : devices.toArray(String[]::new)),
        ai());
  }

  private Fact ai() {
    Facts.Ai ai = facts.ai();
    return ai == null
        ? text.own("claim.ai", words.text("ai.none"))
        : text.claim(
            Claim.AI, List.of(words.of(ai.use()), words.of(ai.oversight()), words.of(ai.limits())));
  }

  private Section releases() {
    String current = facts.releases().current();
    String judged =
        words.text("release", facts.releases().referenced(), words.day(facts.releases().date()));
    return section(
        "releases",
        text.claim(Claim.RELEASE, List.of(judged)),
        text.own(
            "release.current",
            current == null
                ? words.text("release.unknown")
                : current.equals(facts.releases().referenced())
                    ? words.text("release.same")
                    : words.text("release.other", current)));
  }
}
