package org.trousse.record.subscribe.resource;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.search.Asker;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.Wanted;
import org.trousse.record.subscribe.resource.Understood.Asked;
import org.trousse.record.subscribe.resource.Understood.Wrong;
import org.trousse.sdk.measure.Measure;

/// Understands R4 Subscriptions, whole or not at all: what is not kept is refused with its place
/// and its mend.
public final class SubscriptionReader {
  static final int ENDPOINT_CHARACTERS_MAX = 1_000;
  static final int REASON_CHARACTERS_MAX = 200;
  static final int FILTERS_MAX = 10;
  static final int FILTER_CHARACTERS_MAX = 500;

  private static final String OBSERVATION = "Observation?";

  /// What the app's words leave of all readings.
  private record Filtered(
      Set<Measure> kinds, @Nullable Set<Integer> bloodKinds, List<Set<Measure>> named) {}

  private final Subscription sent;
  private final Asker asker;
  private final List<Issue> issues = new ArrayList<>();

  private SubscriptionReader(Subscription sent, Asker asker) {
    this.sent = sent;
    this.asker = asker;
  }

  /// What an app wants.
  ///
  /// @param asker the app, for the ids in filters
  public static Understood read(Subscription sent, Asker asker) {
    return new SubscriptionReader(sent, asker).read();
  }

  private Understood read() {
    nothingElse();
    SubscriptionChannelComponent channel = sent.getChannel();
    topic();
    Status status = status();
    URI endpoint = endpoint(channel);
    content(channel);
    Integer heartbeat =
        number(
            channel,
            Backport.HEARTBEAT,
            Wanted.HEARTBEAT_SECONDS_MIN,
            Wanted.HEARTBEAT_SECONDS_MAX);
    Integer timeout = number(channel, Backport.TIMEOUT, 1, Wanted.TIMEOUT_SECONDS_MAX);
    Integer count = number(channel, Backport.MAX_COUNT, 1, Wanted.COUNT_MAX);
    Instant end = end();
    String reason = reason();
    Optional<Filtered> filtered = filtered();
    return issues.isEmpty() && endpoint != null && filtered.isPresent()
        ? new Asked(
            new Wanted(
                filtered.get().kinds(),
                filtered.get().bloodKinds(),
                filters(),
                endpoint,
                reason,
                end,
                heartbeat,
                timeout,
                count),
            filtered.get().named(),
            status)
        : new Wrong(new Refusal(422, issues));
  }

  /// Left out silently: id, meta, narrative and language, which the record writes itself, and what
  /// it says of errors.
  private void nothingElse() {
    if (sent.hasContained() || sent.hasModifierExtension() || sent.hasImplicitRules()) {
      wrong(
          "Subscription",
          "Ni contained, ni modifierExtension, ni implicitRules.",
          "No contained, no modifierExtension, no implicitRules.");
    }
    if (sent.hasContact()) {
      wrong(
          "Subscription.contact",
          "contact n'est pas conservé : retirez-le.",
          "contact is not kept: leave it out.");
    }
    known(sent.getExtension(), Set.of(), "Subscription.extension");
    known(
        sent.getCriteriaElement().getExtension(), Set.of(Backport.FILTER), "Subscription.criteria");
    SubscriptionChannelComponent channel = sent.getChannel();
    known(
        channel.getExtension(),
        Set.of(Backport.HEARTBEAT, Backport.TIMEOUT, Backport.MAX_COUNT, Backport.SECRET),
        "Subscription.channel.extension");
    known(
        channel.getPayloadElement().getExtension(),
        Set.of(Backport.CONTENT),
        "Subscription.channel.payload");
    if (channel.hasHeader()) {
      wrong(
          "Subscription.channel.header",
          "header n'est pas conservé : vérifiez plutôt la signature (webhook-signature).",
          "header is not kept: check the signature (webhook-signature) instead.");
    }
  }

  private void known(List<Extension> extensions, Set<String> known, String where) {
    extensions.stream()
        .map(Extension::getUrl)
        .filter(url -> !known.contains(url))
        .findFirst()
        .ifPresent(url -> wrong(where, "Extension inconnue : " + url, "Unknown extension: " + url));
  }

  private void topic() {
    String topic = Topic.url(asker.base());
    if (!topic.equals(sent.getCriteria())) {
      wrong(
          "Subscription.criteria",
          "criteria est l'adresse du sujet : " + topic,
          "criteria is the topic's address: " + topic);
    }
  }

  private Status status() {
    Subscription.SubscriptionStatus said = sent.getStatus();
    return switch (said) {
      case null -> {
        wrong("Subscription.status", "Attendu requested ou off.", "Expected requested or off.");
        yield Status.REQUESTED;
      }
      case REQUESTED -> Status.REQUESTED;
      case ACTIVE -> Status.ACTIVE;
      case ERROR -> Status.ERROR;
      case OFF, NULL -> Status.OFF;
    };
  }

  private @Nullable URI endpoint(SubscriptionChannelComponent channel) {
    if (channel.getType() != SubscriptionChannelType.RESTHOOK) {
      wrong("Subscription.channel.type", "Attendu rest-hook.", "Expected rest-hook.");
    }
    String said = channel.getEndpoint();
    try {
      URI endpoint = new URI(said == null ? "" : said);
      boolean whole =
          ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()))
              && endpoint.getHost() != null
              && endpoint.getRawUserInfo() == null
              && endpoint.getRawFragment() == null
              && said.length() <= ENDPOINT_CHARACTERS_MAX;
      if (whole) {
        return endpoint;
      }
    } catch (URISyntaxException malformed) {
      // said below
    }
    wrong(
        "Subscription.channel.endpoint",
        "Attendu une adresse https entière, sans nom d'utilisateur ni fragment, de "
            + ENDPOINT_CHARACTERS_MAX
            + " caractères au plus.",
        "Expected a whole https address, without user name and fragment, of at most "
            + ENDPOINT_CHARACTERS_MAX
            + " characters.");
    return null;
  }

  private void content(SubscriptionChannelComponent channel) {
    String media = channel.getPayload();
    boolean json = "application/fhir+json".equals(media) || "application/json".equals(media);
    boolean idOnly = "id-only".equals(value(channel.getPayloadElement(), Backport.CONTENT));
    if (!json || !idOnly) {
      wrong(
          "Subscription.channel.payload",
          "Attendu application/fhir+json, avec l'extension backport-payload-content id-only :"
              + " aucune valeur ne quitte le dossier par une notification.",
          "Expected application/fhir+json with the extension backport-payload-content id-only: no"
              + " value leaves the record in a notification.");
    }
  }

  private @Nullable Integer number(
      SubscriptionChannelComponent channel, String url, int min, int max) {
    if (!channel.hasExtension(url)) {
      return null;
    }
    String said = value(channel, url);
    if (said != null && said.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(said);
      if (number >= min && number <= max) {
        return number;
      }
    }
    String name = url.substring(url.lastIndexOf('/') + 1);
    wrong(
        "Subscription.channel.extension",
        name + " : de " + min + " à " + max + ".",
        name + ": from " + min + " to " + max + ".");
    return null;
  }

  private static @Nullable String value(Element element, String url) {
    Extension extension = element.getExtensionByUrl(url);
    return extension != null && extension.getValue() instanceof PrimitiveType<?> said
        ? said.getValueAsString()
        : null;
  }

  private @Nullable Instant end() {
    if (!sent.hasEnd()) {
      return null;
    }
    Instant end = sent.getEnd().toInstant();
    if (!end.isAfter(asker.now())) {
      wrong("Subscription.end", "end est passé.", "end has passed.");
    }
    return end;
  }

  private String reason() {
    String reason = sent.getReason();
    if (reason == null || reason.isBlank() || reason.length() > REASON_CHARACTERS_MAX) {
      wrong(
          "Subscription.reason",
          "Attendu de 1 à " + REASON_CHARACTERS_MAX + " caractères.",
          "Expected 1 to " + REASON_CHARACTERS_MAX + " characters.");
      return "";
    }
    return reason;
  }

  private List<String> filters() {
    return sent.getCriteriaElement().getExtensionsByUrl(Backport.FILTER).stream()
        .map(one -> one.getValue() == null ? "" : String.valueOf(one.getValue().primitiveValue()))
        .toList();
  }

  /// All filters must hold: backport-filter-criteria. They are read as a search for Observations,
  /// so that both understand the same.
  private Optional<Filtered> filtered() {
    String where = "Subscription.criteria.extension";
    List<Entry<String, String>> parameters = new ArrayList<>();
    for (String filter : filters()) {
      if (!filter.startsWith(OBSERVATION) || filter.length() > FILTER_CHARACTERS_MAX) {
        wrong(
            where,
            "Un filtre est Observation?code=…, category=…, patient=… ou subject=….",
            "A filter is Observation?code=…, category=…, patient=… or subject=….");
        return Optional.empty();
      }
      parameters.addAll(SearchQuestion.parameters(filter.substring(OBSERVATION.length())));
    }
    if (filters().size() > FILTERS_MAX) {
      wrong(where, FILTERS_MAX + " filtres au plus.", "At most " + FILTERS_MAX + " filters.");
      return Optional.empty();
    }
    return switch (SearchQuestion.read(SearchQuestion.Way.SUBSCRIPTION, parameters, asker)) {
      case SearchQuestion.Wrong(Refusal refusal) -> {
        refusal.issues().forEach(issue -> wrong(where, issue.french(), issue.english()));
        yield Optional.empty();
      }
      case SearchQuestion.Asked(SearchQuestion question) -> filtered(question, where);
    };
  }

  private Optional<Filtered> filtered(SearchQuestion question, String where) {
    Set<Measure> kinds = question.search().measures();
    if (kinds.isEmpty()) {
      wrong(
          where,
          "Aucune mesure du dossier ne répond à ces filtres.",
          "No reading of the record ever fits these filters.");
      return Optional.empty();
    }
    return Optional.of(
        new Filtered(new HashSet<>(kinds), question.search().bloodKinds(), question.named()));
  }

  private void wrong(String where, String french, String english) {
    issues.add(new Issue("value", french, english, where));
  }
}
