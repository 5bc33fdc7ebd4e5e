package org.trousse.referencing.page.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.manifest.SpecificationRules;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;
import org.trousse.referencing.text.Text;

/// Dossiers of invented vendors, as the desk shows them.
public final class SampleDossiers {
  public static final Specification SPECIFICATION = SpecificationReader.published().newest();
  public static final String SNAPSHOT = "ab".repeat(32);
  public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private SampleDossiers() {}

  public static String json(String name) {
    String resource = "/manifest/" + name + ".json";
    try (InputStream in = SampleDossiers.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Manifest manifest(String name) {
    return switch (new ManifestReader().read(json(name).getBytes(StandardCharsets.UTF_8))) {
      case ManifestReader.Outcome.Read(var manifest) -> manifest;
      case ManifestReader.Outcome.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  /// A dossier without a manifest.
  public static DossierView empty(UUID organisation) {
    return view(organisation, State.DRAFT, null, List.of(), List.of(MoveName.ABANDON));
  }

  /// A dossier whose criteria are in every state.
  public static DossierView mixed(UUID organisation, State state, MoveName... moves) {
    return with(organisation, state, SampleDossiers::mixed, moves);
  }

  /// A dossier that lacks nothing.
  public static DossierView whole(UUID organisation, State state, MoveName... moves) {
    return with(organisation, state, place -> Progress.PROVIDED, moves);
  }

  private static Progress mixed(int place) {
    return switch (place % 4) {
      case 0 -> Progress.TO_DO;
      case 1 -> Progress.PROVIDED;
      case 2 -> Progress.TO_COMPLETE;
      default -> Progress.ACCEPTED;
    };
  }

  private static DossierView with(
      UUID organisation, State state, Function<Integer, Progress> progress, MoveName... moves) {
    String json = json("fapi2-devices");
    return view(
        organisation, state, json, lines(manifest("fapi2-devices"), progress), List.of(moves));
  }

  static List<CriterionLine> lines(Manifest manifest, Function<Integer, Progress> progress) {
    Map<String, Applicability> all =
        SpecificationRules.of(SPECIFICATION, manifest, RiskTierRules.of(manifest));
    List<CriterionLine> lines = new ArrayList<>();
    for (Criterion one : SPECIFICATION.criteria()) {
      lines.add(
          switch (all.get(one.id())) {
            case Applicability.Applies(var mandatory) ->
                line(one, mandatory, progress.apply(lines.size()));
            case Applicability.NotApplicable(var why) ->
                new CriterionLine(
                    one,
                    false,
                    Optional.of(why),
                    Progress.NOT_APPLICABLE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
            case null -> throw new AssertionError(one.id());
          });
    }
    return lines;
  }

  private static CriterionLine line(Criterion one, boolean mandatory, Progress progress) {
    boolean failed = progress == Progress.TO_COMPLETE && one.how() != null;
    boolean judged = progress == Progress.TO_COMPLETE && one.how() == null;
    return new CriterionLine(
        one,
        mandatory,
        Optional.empty(),
        progress,
        judged ? Optional.of(verdict(one.id())) : Optional.empty(),
        failed
            ? Optional.of(finding(one.id(), Outcome.FAILED))
            : progress == Progress.ACCEPTED && one.how() != null
                ? Optional.of(finding(one.id(), Outcome.PASSED))
                : Optional.empty(),
        List.of(),
        Optional.empty());
  }

  static Verdict verdict(String criterion) {
    return new Verdict(
        criterion,
        VerdictWord.NOT_CONFORM_MAJOR,
        new Text("La preuve n’est pas datée.", "The evidence has no date."),
        LocalDate.parse("2026-04-30"),
        false,
        UUID.randomUUID(),
        NOW,
        null,
        1);
  }

  static Finding finding(String criterion, Outcome outcome) {
    return new Finding(
        criterion,
        outcome,
        NOW,
        List.of("https://www.glucose.example/.well-known/security.txt"),
        List.of(
            outcome == Outcome.PASSED
                ? new Text("Le fichier est à jour.", "The file is current.")
                : new Text("Le fichier a expiré le 1er mars.", "The file expired on 1 March.")),
        outcome == Outcome.PASSED
            ? List.of()
            : List.of(new Text("Changez la ligne Expires.", "Change the line Expires.")));
  }

  static DossierView view(
      UUID organisation,
      State state,
      @Nullable String json,
      List<CriterionLine> lines,
      List<MoveName> moves) {
    UUID id = UUID.randomUUID();
    Manifest manifest = json == null ? null : manifest("fapi2-devices");
    Evidence evidence = manifest == null ? null : evidence(manifest, lines);
    Dossier dossier =
        new Dossier(
            new Dossier.Identity(id, "TR-2026-0001", "exemple-glucose", organisation),
            new Dossier.Standing(state, NOW, null, State.DRAFT, false, null, null, null, 0),
            evidence,
            Map.of(),
            Set.of(),
            null,
            1);
    return new DossierView(
        dossier,
        "Example Vendor",
        json,
        Optional.ofNullable(manifest),
        List.of(),
        List.of(),
        lines,
        Optional.of(
            new DossierView.ClockView(
                Turn.OURS, 12, 20, true, Instant.parse("2026-03-12T23:00:00Z"), false)),
        moves,
        history(id, organisation),
        List.of(),
        Bench.NONE);
  }

  private static Evidence evidence(Manifest manifest, List<CriterionLine> lines) {
    Map<String, Evidence.Asked> asked = new LinkedHashMap<>();
    for (CriterionLine line : lines) {
      if (line.notApplicable().isEmpty()) {
        asked.put(line.criterion().id(), new Evidence.Asked(line.mandatory(), false, null));
      }
    }
    return new Evidence(
        SNAPSHOT,
        1,
        SPECIFICATION.version(),
        manifest.track(),
        RiskTierRules.of(manifest),
        asked,
        lines.stream()
            .filter(line ->
                line.progress() == Progress.PROVIDED || line.progress() == Progress.ACCEPTED)
            .map(line -> line.criterion().id())
            .collect(Collectors.toSet()));
  }

  private static List<Event> history(UUID id, UUID organisation) {
    Grounds grounds =
        new Grounds(
            ReasonCode.FILE_INCOMPLETE,
            new Text("Il manque le certificat.", "The certificate is missing."),
            List.of("HOS-01"),
            SNAPSHOT);
    return List.of(
        new Event(
            id,
            1,
            NOW,
            new Actor.Trace("vendor-OWNER", organisation),
            new Event.Attested(SNAPSHOT)),
        new Event(
            id,
            2,
            NOW.plusSeconds(60),
            new Actor.Trace("officer-REVIEWER", UUID.randomUUID()),
            new Event.Moved(
                MoveName.ASK_COMPLETION,
                State.ADMISSIBILITY,
                State.INCOMPLETE,
                grounds,
                null,
                null,
                null,
                null)));
  }

  /// A part of the history as the store gives it.
  static DossierView.Past past(DossierView view, HistoryPage.Ask ask) {
    List<Event> older =
        view.history().reversed().stream().filter(event -> event.number() < ask.before()).toList();
    List<Event> part = older.stream().limit(ask.size()).toList();
    return new DossierView.Past(
        view.dossier(),
        new HistoryPage(part, part.size() < older.size() ? part.getLast().number() : null));
  }
}
