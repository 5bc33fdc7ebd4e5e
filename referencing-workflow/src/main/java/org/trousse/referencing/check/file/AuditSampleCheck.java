package org.trousse.referencing.check.file;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// LOG-01: samples of the vendor's access log, as FHIR R4 AuditEvents (a resource, an array, a
/// Bundle, or one on each line): who, what, when, why, whose; and no reading in it.
public final class AuditSampleCheck implements Check {
  private static final int EVENTS_MAX = 1_000;
  private static final Look.HandedIn SAMPLES = new Look.HandedIn("LOG-01");

  /// A number beside a unit of what devices measure.
  private static final Pattern READING =
      Pattern.compile(
          "(?iu)\\d{1,4}([.,]\\d{1,4})?\\s{0,3}(mmol/l|mg/dl|g/l|mm\\[?hg]?|kg|lbs?|°c|°f|bpm)\\b");

  private static final Text MEND_VALUES =
      new Text(
          "Un journal dit qui a lu quoi, jamais la mesure : retirez les valeurs.",
          "A log says who read what, never the reading: take the values out.");

  /// Something that every event must say.
  private record Duty(Text name, Text how) {}

  private static final Duty WHO =
      new Duty(
          new Text("qui", "who"),
          new Text(
              "agent.who par référence ou identifiant", "agent.who by reference or identifier"));
  private static final Duty WHAT =
      new Duty(
          new Text("quoi", "what"),
          new Text("type, action et entity.what", "type, action and entity.what"));
  private static final Duty WHEN =
      new Duty(
          new Text("quand", "when"),
          new Text("recorded, avec son fuseau", "recorded, with its zone"));
  private static final Duty WHY =
      new Duty(
          new Text("pourquoi", "why"),
          new Text("purposeOfEvent ou agent.purposeOfUse", "purposeOfEvent or agent.purposeOfUse"));
  private static final Duty WHOSE =
      new Duty(
          new Text("de quel patient", "whose data"),
          new Text("une entity.what vers Patient/…", "an entity.what to Patient/…"));

  @Override
  public String criterion() {
    return "LOG-01";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of(SAMPLES);
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    Sight sight = seen.at(SAMPLES);
    if (!(sight instanceof Sight.File file)) {
      return draft
          .unseen(
              sight instanceof Sight.NotSeen(var why)
                  ? why
                  : new Text("Aucun échantillon déposé.", "No sample was handed in."),
              new Text(
                  "Déposez quelques AuditEvent (JSON) d’une consultation d’essai.",
                  "Hand in some AuditEvents (JSON) of a trial access."))
          .done();
    }
    draft.looked("sha256:" + file.sha256());
    String text = new String(file.bytes().copy(), StandardCharsets.UTF_8);
    List<JsonNode> events = events(text);
    if (events.isEmpty()) {
      return draft
          .fault(
              new Text("Le fichier ne contient aucun AuditEvent.", "The file holds no AuditEvent."),
              new Text(
                  "Déposez un AuditEvent FHIR R4, un tableau, un Bundle ou du NDJSON.",
                  "Hand in a FHIR R4 AuditEvent, an array, a Bundle or NDJSON."))
          .done();
    }
    draft.saw(events.size() + " événement(s).", events.size() + " event(s).");
    for (int at = 0; at < events.size(); at++) {
      judge(draft, events.get(at), at + 1);
    }
    return draft.done();
  }

  private static List<JsonNode> events(String text) {
    List<JsonNode> all = new ArrayList<>();
    JsonFile.read(text)
        .ifPresentOrElse(
            node -> flat(node).forEach(all::add),
            () ->
                text.lines()
                    .filter(line -> !line.isBlank())
                    .limit(EVENTS_MAX)
                    .map(JsonFile::read)
                    .flatMap(Optional::stream)
                    .flatMap(AuditSampleCheck::flat)
                    .forEach(all::add));
    return all.stream()
        .filter(node -> JsonFile.text(node, "resourceType").equals("AuditEvent"))
        .limit(EVENTS_MAX)
        .toList();
  }

  private static Stream<JsonNode> flat(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream();
    }
    return JsonFile.text(node, "resourceType").equals("Bundle")
        ? JsonFile.each(node.path("entry")).map(entry -> entry.path("resource"))
        : Stream.of(node);
  }

  private static void judge(FindingDraft draft, JsonNode event, int number) {
    must(draft, number, WHO, who(event));
    must(draft, number, WHAT, what(event));
    must(draft, number, WHEN, when(JsonFile.text(event, "recorded")));
    must(draft, number, WHY, why(event));
    must(draft, number, WHOSE, whose(event));
    if (values(event)) {
      draft.fault(
          new Text(
              "L’événement " + number + " contient une mesure.",
              "Event " + number + " holds a reading."),
          MEND_VALUES);
    }
  }

  private static void must(FindingDraft draft, int number, Duty duty, boolean said) {
    if (!said) {
      draft.fault(
          new Text(
              "L’événement " + number + " ne dit pas " + duty.name().french() + ".",
              "Event " + number + " does not say " + duty.name().english() + "."),
          new Text(
              "Remplissez " + duty.how().french() + ".", "Fill " + duty.how().english() + "."));
    }
  }

  private static boolean who(JsonNode event) {
    return JsonFile.each(event.path("agent")).anyMatch(agent -> names(agent.path("who")));
  }

  private static boolean names(JsonNode reference) {
    return !JsonFile.text(reference, "reference").isBlank()
        || !JsonFile.text(reference.path("identifier"), "value").isBlank();
  }

  private static boolean what(JsonNode event) {
    return coded(event.path("type"))
        && JsonFile.text(event, "action").matches("[CRUDE]")
        && JsonFile.each(event.path("entity"))
            .anyMatch(
                entity -> names(entity.path("what")) || !JsonFile.text(entity, "query").isBlank());
  }

  private static boolean coded(JsonNode coding) {
    return !JsonFile.text(coding, "code").isBlank();
  }

  private static boolean when(String recorded) {
    try {
      OffsetDateTime.parse(recorded);
      return true;
    } catch (DateTimeException noInstant) {
      return false;
    }
  }

  private static boolean why(JsonNode event) {
    return Stream.concat(
            JsonFile.each(event.path("purposeOfEvent")),
            JsonFile.each(event.path("agent"))
                .flatMap(agent -> JsonFile.each(agent.path("purposeOfUse"))))
        .anyMatch(concept ->
            !JsonFile.text(concept, "text").isBlank()
                || JsonFile.each(concept.path("coding")).anyMatch(AuditSampleCheck::coded));
  }

  private static boolean whose(JsonNode event) {
    return JsonFile.each(event.path("entity"))
        .map(entity -> entity.path("what"))
        .anyMatch(what ->
            JsonFile.text(what, "reference")
                    .matches("(https://.{1,200}/)?Patient/[A-Za-z0-9.-]{1,64}")
                || (JsonFile.text(what, "type").equals("Patient") && names(what)));
  }

  private static boolean values(JsonNode node) {
    if (node.isString()) {
      return READING.matcher(node.stringValue()).find();
    }
    boolean here =
        node.isObject()
            && (node.has("valueQuantity")
                || node.has("component")
                || JsonFile.text(node, "resourceType").equals("Observation"));
    return here || node.valueStream().anyMatch(AuditSampleCheck::values);
  }
}
