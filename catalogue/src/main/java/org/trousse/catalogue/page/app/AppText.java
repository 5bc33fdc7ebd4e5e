package org.trousse.catalogue.page.app;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.trousse.catalogue.claim.Claim;
import org.trousse.catalogue.claim.ClaimRules;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Verdict;
import org.trousse.catalogue.page.Labels;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Spot.Leaf;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.app.AppView.Banner;
import org.trousse.catalogue.page.app.AppView.Past;

/// Writes an app's page, in the order of what people ask first.
final class AppText {
  /// Decisions on the app's own page; the others are on the page of all of them.
  private static final int DECISIONS = 3;

  private final Words words;
  private final Shown app;
  private final Listing listing;
  private final Facts facts;
  private final LocalDate today;
  private final BackingText text;

  AppText(Words words, Shown app, LocalDate today) {
    this.words = words;
    this.app = app;
    this.listing = app.listing();
    this.facts = listing.facts();
    this.today = today;
    this.text = new BackingText(words, listing, today);
  }

  AppView view(Optional<Observed> observed, Set<String> connected, String old) {
    boolean connects = listing.standing().connects() && facts.exchange() != null;
    List<Past> past = decisions();
    return new AppView(
        words,
        old,
        facts.name(),
        Labels.monogram(facts.name()),
        facts.editor().legalName(),
        backing(Claim.EDITOR),
        words.of(facts.summary()),
        words.of(facts.description()).lines().filter(line -> !line.isBlank()).toList(),
        backing(Claim.PURPOSE),
        Labels.three(words, listing),
        connected.contains(listing.softwareId()),
        banner(),
        watch(),
        connects ? facts.editor().website().toString() : "",
        facts.exchange() == null ? "" : Leaf.AUTHORISATION.address(words, app.slug()),
        badge(),
        results(),
        words.count("results.title", listing.verdicts().size()),
        new DataText(words, listing, today).data(observed),
        new FactsText(words, listing, today).sections(),
        past.subList(0, Math.min(DECISIONS, past.size())),
        Leaf.HISTORY.address(words, app.slug()),
        Leaf.REPORT.address(words, app.slug()),
        Spot.COMPARE.address(words) + "?app=" + app.slug());
  }

  private String backing(Claim claim) {
    return text.word(ClaimRules.backing(listing, claim, today));
  }

  /// A suspended app stays, with the reason and the date.
  private Banner banner() {
    Standing standing = listing.standing();
    if (standing.connects()) {
      return Banner.NONE;
    }
    String reason =
        latest(standing)
            .map(last -> words.of(last.reason()))
            .orElse(words.text("banner.no-reason"));
    String since =
        latest(standing)
            .map(last -> words.moment(last.at()))
            .orElse(words.day(listing.decidedOn()));
    String key = "banner." + standing.word();
    return new Banner(words.text(key), reason, words.text(key + ".since", since));
  }

  private String watch() {
    return switch (listing.standing()) {
      case PROVISIONAL, UNDER_WATCH -> {
        String notice = words.text("notice." + listing.standing().word());
        yield latest(listing.standing())
            .map(last -> notice + " " + words.of(last.reason()))
            .orElse(notice);
      }
      case LISTED, RENEWAL, SUSPENDED, DELISTED -> "";
    };
  }

  private Optional<Decision> latest(Standing standing) {
    return listing.history().stream()
        .filter(decision -> decision.standing() == standing)
        .max(Comparator.comparing(Decision::at));
  }

  private List<Fact> badge() {
    List<Fact> badge = new ArrayList<>();
    badge.add(text.own("badge.standing", words.text("standing." + listing.standing().word())));
    badge.add(text.own("badge.specification", listing.specification()));
    badge.add(text.own("badge.decided", words.day(listing.decidedOn())));
    LocalDate until = listing.validUntil();
    badge.add(
        text.own("badge.until", until == null ? words.text("badge.no-end") : words.day(until)));
    badge.add(
        text.own(
            "badge.conditions",
            listing.conditions().isEmpty()
                ? new String[] {words.text("badge.no-conditions")}
                : listing.conditions().stream().map(words::of).toArray(String[]::new)));
    badge.add(text.own("badge.reference", listing.reference()));
    badge.add(medical());
    return badge;
  }

  private Fact medical() {
    Facts.MedicalDevice device = facts.medicalDevice();
    return device == null
        ? text.own("claim.medical-device", words.text("medical.none"))
        : text.claim(
            Claim.MEDICAL_DEVICE,
            List.of(words.text("medical.class", device.riskClass(), device.udiDi())));
  }

  private List<AppView.Result> results() {
    return listing.verdicts().stream()
        .sorted(Comparator.comparing(Verdict::criterion))
        .map(this::result)
        .toList();
  }

  private AppView.Result result(Verdict verdict) {
    LocalDate on = verdict.decidedOn();
    LocalDate until = verdict.validUntil();
    boolean over = until != null && until.isBefore(today);
    String word = over && verdict.word() == Verdict.Word.CONFORM ? "expired" : word(verdict);
    return new AppView.Result(
        verdict.criterion(),
        words.of(verdict.title()),
        words.text("verdict." + word),
        on == null ? "" : words.figures(on),
        on == null ? "" : Labels.of(words, "decider", verdict.decider()));
  }

  private static String word(Verdict verdict) {
    return verdict.word().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Newest first.
  List<Past> decisions() {
    return listing.history().stream()
        .sorted(Comparator.comparing(Decision::at).reversed())
        .map(this::past)
        .toList();
  }

  private Past past(Decision decision) {
    return new Past(
        words.moment(decision.at()),
        words.text("decided." + decision.standing().word()),
        words.of(decision.reason()),
        decision.criteria().isEmpty()
            ? ""
            : words.text("history.criteria", words.list(decision.criteria())),
        words.text("history.specification", decision.specification()));
  }
}
