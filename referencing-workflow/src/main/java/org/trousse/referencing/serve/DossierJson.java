package org.trousse.referencing.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.FindingJson;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.manifest.ManifestError;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.serve.sitting.SittingJson;

/// Dossiers as scripts see them.
final class DossierJson {
  private DossierJson() {}

  static Map<String, Object> view(DossierView view, Who who) {
    Dossier dossier = view.dossier();
    Map<String, Object> members = head(dossier);
    members.put("organisationName", view.organisationName());
    members.put("snapshot", DossierRules.snapshot(dossier));
    clock(members, view.clock());
    Evidence evidence = dossier.evidence();
    if (evidence != null) {
      members.put("tier", evidence.tier().name());
      members.put("track", evidence.track().name());
      members.put("specification", evidence.specification());
      members.put("manifestVersion", evidence.manifest());
    }
    if (!view.versions().isEmpty()) {
      members.put("draftVersion", view.versions().getFirst().version());
    }
    members.put("errors", view.errors().stream().map(DossierJson::error).toList());
    members.put("criteria", view.criteria().stream().map(one -> line(one, who)).toList());
    members.put("retest", dossier.retest());
    members.put("moves", view.moves().stream().map(Enum::name).toList());
    proposal(members, dossier, who);
    if (!view.bench().seats().isEmpty()) {
      members.put("committee", SittingJson.bench(view.bench()));
    }
    return members;
  }

  private static Map<String, Object> head(Dossier dossier) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", dossier.id().toString());
    members.put("reference", dossier.identity().reference());
    members.put("software", dossier.identity().software());
    members.put("organisation", dossier.identity().organisation().toString());
    members.put("state", dossier.state().name());
    members.put("since", dossier.standing().since().toString());
    members.put("version", dossier.version());
    if (dossier.standing().validUntil() != null) {
      members.put("validUntil", dossier.standing().validUntil().toString());
    }
    return members;
  }

  /// After an act.
  static Map<String, Object> after(Dossier dossier) {
    Map<String, Object> members = head(dossier);
    members.put("snapshot", DossierRules.snapshot(dossier));
    Dossier.Proposal proposal = dossier.proposal();
    if (proposal != null) {
      members.put("proposal", proposal.number());
    }
    return members;
  }

  private static void clock(Map<String, Object> members, Optional<ClockView> clock) {
    clock.ifPresent(one -> {
      members.put("turn", one.turn().name());
      members.put(
          "clock",
          Map.of(
              "used", one.used(),
              "limit", one.limit(),
              "workingDays", one.workingDays(),
              "overdue", one.overdue()));
      if (one.due() != null) {
        members.put("due", one.due().toString());
      }
    });
  }

  private static Map<String, Object> error(ManifestError error) {
    return Map.of(
        "at",
        error.at(),
        "words",
        MoveJson.text(error.words()),
        "mend",
        MoveJson.text(error.mend()));
  }

  private static Map<String, Object> line(CriterionLine line, Who who) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", line.criterion().id());
    members.put("title", MoveJson.text(line.criterion().title()));
    members.put("decider", DecidingToday.of(line.criterion()).name());
    members.put("mandatory", line.mandatory());
    members.put("progress", line.progress().name());
    line.notApplicable().ifPresent(why -> members.put("notApplicable", MoveJson.text(why)));
    line.verdict().ifPresent(verdict -> members.put("verdict", verdict(verdict, who)));
    line.finding().ifPresent(finding -> members.put("finding", FindingJson.write(finding)));
    members.put("files", line.files().size());
    line.discussion()
        .ifPresent(one ->
            members.put(
                "question",
                Map.of("open", one.open(), "turn", one.turn().name(), "messages", one.messages())));
    return members;
  }

  private static Map<String, Object> verdict(Verdict verdict, Who who) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("word", verdict.word().name());
    members.put("reason", MoveJson.text(verdict.reason()));
    members.put("machine", verdict.machine());
    members.put("at", verdict.at().toString());
    members.put("version", verdict.version());
    if (verdict.due() != null) {
      members.put("due", verdict.due().toString());
    }
    if (verdict.validUntil() != null) {
      members.put("validUntil", verdict.validUntil().toString());
    }
    if (who instanceof Who.OfficerWho) {
      members.put("by", verdict.by().toString());
    }
    return members;
  }

  /// What officers weigh is theirs until two agree.
  private static void proposal(Map<String, Object> members, Dossier dossier, Who who) {
    Dossier.Proposal proposal = dossier.proposal();
    if (proposal != null && who instanceof Who.OfficerWho) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("number", proposal.number());
      said.put("move", proposal.move().name());
      said.put("code", proposal.grounds().code().name());
      said.put("reason", MoveJson.text(proposal.grounds().reason()));
      said.put("criteria", proposal.grounds().criteria());
      said.put("by", proposal.by().toString());
      said.put("at", proposal.at().toString());
      if (proposal.move().opines()) {
        said.put("sitting", SittingJson.write(proposal.sitting(), true));
      }
      members.put("proposal", said);
    }
  }

  static Map<String, Object> line(QueueLine line) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", line.dossier().toString());
    members.put("reference", line.reference());
    members.put("appName", line.appName());
    members.put("organisationName", line.organisationName());
    members.put("state", line.state().name());
    members.put("since", line.since().toString());
    line.tier().ifPresent(tier -> members.put("tier", tier.name()));
    clock(members, line.clock());
    members.put("flags", line.flags().stream().map(MoveJson::text).toList());
    line.takenBy().ifPresent(officer -> members.put("takenBy", officer.toString()));
    return members;
  }

  static Map<String, Object> run(CheckRun run) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", run.id().toString());
    members.put("manifestVersion", run.manifestVersion());
    members.put("trigger", run.trigger().word());
    members.put("started", run.started().toString());
    members.put("looks", run.looks());
    members.put("looked", run.looked());
    if (run.ended() != null) {
      members.put("ended", run.ended().toString());
      members.put("lost", run.lost());
    }
    List<Object> findings = new ArrayList<>();
    run.findings().forEach(one -> findings.add(FindingJson.write(one)));
    members.put("findings", findings);
    return members;
  }
}
