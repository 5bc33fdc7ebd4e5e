package org.trousse.catalogue.serve;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.claim.Backing;
import org.trousse.catalogue.claim.Claim;
import org.trousse.catalogue.claim.ClaimRules;
import org.trousse.catalogue.claim.ClaimRules.Cell;
import org.trousse.catalogue.claim.ClaimRules.Row;
import org.trousse.catalogue.claim.Crowd;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.listing.Verdict;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An app as JSON for everybody. Words of ours are lower case with hyphens.
final class AppJson {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String publicUrl;

  AppJson(String publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// What a list says of each app.
  ObjectNode brief(Shown app) {
    Listing listing = app.listing();
    Facts facts = listing.facts();
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("softwareId", listing.softwareId())
            .put("reference", listing.reference())
            .put("name", facts.name())
            .put("editor", facts.editor().legalName())
            .put("standing", listing.standing().word())
            .put("decidedOn", listing.decidedOn().toString())
            .put("validUntil", text(listing.validUntil()))
            .put("specification", listing.specification())
            .put("release", facts.releases().referenced())
            .put("price", word(facts.price().model()));
    json.set("summary", both(facts.summary()));
    words(json.putArray("needs"), facts.needs());
    words(json.putArray("languages"), facts.languages());
    words(json.putArray("platforms"), facts.platforms().stream().map(AppJson::word).toList());
    ArrayNode permissions = json.putArray("permissions");
    facts.wants().forEach(want -> permissions.add(want.permission()));
    var device = facts.medicalDevice();
    json.put("medicalDevice", device == null ? null : device.riskClass());
    json.put("accessibility", word(facts.pages().accessibilityLevel()));
    json.put("self", publicUrl + AppsRoutes.APPS + "/" + listing.softwareId());
    ObjectNode page = json.putObject("page");
    page.put("fr", publicUrl + "/fr/catalogue/" + app.slug());
    page.put("en", publicUrl + "/en/catalogue/" + app.slug());
    return json;
  }

  /// All that its page says.
  ObjectNode whole(Shown app, Optional<Observed> observed, LocalDate today) {
    Listing listing = app.listing();
    Facts facts = listing.facts();
    ObjectNode json = brief(app);
    json.put("licence", AppsRoutes.LICENCE);
    json.set("description", both(facts.description()));
    ArrayNode conditions = json.putArray("conditions");
    listing.conditions().forEach(condition -> conditions.add(both(condition)));
    json.set("data", data(listing, observed, today));
    observed(json, observed);
    json.set("hosting", hosting(facts.hosting()));
    study(json, facts.study());
    ObjectNode claims = json.putObject("claims");
    for (Claim claim : Claim.values()) {
      claims.set(claim.word(), backing(ClaimRules.backing(listing, claim, today)));
    }
    ArrayNode verdicts = json.putArray("verdicts");
    listing.verdicts().forEach(verdict -> verdicts.add(verdict(verdict)));
    json.put("history", publicUrl + AppsRoutes.APPS + "/" + listing.softwareId() + "/history");
    return json;
  }

  private static ArrayNode data(Listing listing, Optional<Observed> observed, LocalDate today) {
    ArrayNode data = MAPPER.createArrayNode();
    for (Row row : ClaimRules.rows(listing, observed, today)) {
      cell(data, row.kind() + ".read", row.read());
      cell(data, row.kind() + ".add", row.add());
    }
    return data;
  }

  private static void cell(ArrayNode data, String permission, @Nullable Cell cell) {
    if (cell == null) {
      return;
    }
    ObjectNode json = data.addObject().put("permission", permission);
    var want = cell.want();
    json.put("declared", want != null);
    if (want != null) {
      json.put("needed", want.needed());
      json.set("reason", both(want.reason()));
      json.set("without", both(want.without()));
    }
    json.put("word", cell.word().word());
    json.set("before", backing(cell.before()));
    json.put("observed", cell.seen());
  }

  private static void observed(ObjectNode json, Optional<Observed> observed) {
    if (observed.isEmpty()) {
      json.putNull("observation");
      return;
    }
    long step = Crowd.atLeast(observed.get().people());
    ObjectNode one = json.putObject("observation").put("days", Observed.DAYS);
    if (step == 0) {
      one.put("peopleFewerThan", Crowd.SMALLEST);
    } else {
      one.put("peopleAtLeast", step);
    }
  }

  private static ObjectNode hosting(Facts.Hosting hosting) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("provider", hosting.provider())
            .put("certificate", hosting.certificate())
            .put("expires", text(hosting.expires()));
    words(json.putArray("countries"), hosting.countries());
    ArrayNode subs = json.putArray("subProcessors");
    hosting
        .subProcessors()
        .forEach(sub ->
            subs.addObject()
                .put("name", sub.name())
                .put("country", sub.country())
                .put("healthData", sub.healthData())
                .set("task", both(sub.task())));
    return json;
  }

  private static void study(ObjectNode json, Facts.@Nullable Study study) {
    if (study == null) {
      json.putNull("study");
      return;
    }
    ObjectNode one = json.putObject("study").put("participants", study.participants());
    one.set("design", both(study.design()));
    one.set("result", both(study.result()));
    one.put("link", study.link().toString());
  }

  private static ObjectNode backing(Backing backing) {
    ObjectNode json = MAPPER.createObjectNode().put("word", backing.word().word());
    words(json.putArray("criteria"), backing.criteria());
    return json.put("on", text(backing.on()));
  }

  private static ObjectNode verdict(Verdict verdict) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("criterion", verdict.criterion())
            .put("word", word(verdict.word()))
            .put("decidedOn", text(verdict.decidedOn()))
            .put("validUntil", text(verdict.validUntil()))
            .put("decider", word(verdict.decider()));
    json.set("title", both(verdict.title()));
    return json;
  }

  /// Its public decisions, newest first.
  ObjectNode history(Shown app) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("softwareId", app.listing().softwareId())
            .put("licence", AppsRoutes.LICENCE);
    ArrayNode decisions = json.putArray("decisions");
    for (Decision decision : app.listing().history().reversed()) {
      ObjectNode one =
          decisions
              .addObject()
              .put("at", decision.at().toString())
              .put("standing", decision.standing().word())
              .put("specification", decision.specification());
      one.set("reason", both(decision.reason()));
      words(one.putArray("criteria"), decision.criteria());
    }
    return json;
  }

  private static ObjectNode both(Text text) {
    return MAPPER.createObjectNode().put("fr", text.french()).put("en", text.english());
  }

  /// In an order that does not change from one answer to the next.
  private static void words(ArrayNode array, Set<String> words) {
    words.stream().sorted().forEach(array::add);
  }

  private static void words(ArrayNode array, List<String> words) {
    words.stream().sorted().forEach(array::add);
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
