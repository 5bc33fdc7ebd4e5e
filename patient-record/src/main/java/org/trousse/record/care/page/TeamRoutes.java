package org.trousse.record.care.page;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.care.RoleMatrix;
import org.trousse.record.care.page.FormRoutes.Page;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.care.page.TeamView.Asked;
import org.trousse.record.care.team.Digest;
import org.trousse.record.care.team.EmergencyAccess.Answer;
import org.trousse.record.care.team.Team;
import org.trousse.record.care.team.TeamLane;
import org.trousse.record.care.team.TeamLane.Done;
import org.trousse.record.professional.Professional;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.PatientId;

/// *Mes soignants*: who may read and until when, who did, and what the patient decides about it.
public final class TeamRoutes {
  /// For how long somebody may be named; "libre" until it is stopped.
  private static final Map<String, Period> TIMES =
      Map.of("30j", Period.ofDays(30), "3m", Period.ofMonths(3), "12m", Period.ofMonths(12));

  private static final String UNTIL_STOPPED = "libre";

  private final FormRoutes forms;
  private final TeamLane team;
  private final ReadingStore readings;
  private final RoleMatrix.Versions matrix;

  public TeamRoutes(
      FormRoutes forms, TeamLane team, ReadingStore readings, RoleMatrix.Versions matrix) {
    this.readings = readings;
    this.forms = forms;
    this.team = team;
    this.matrix = matrix;
  }

  public void mount(Router router) {
    forms.get(router, Spot.TEAM, this::show);
    forms.post(router, Spot.TEAM, this::act);
  }

  private Future<?> show(Visit visit) {
    if (visit.who().patient() == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    String rpps = visit.parameter("rpps").replace(" ", "");
    if (rpps.isEmpty()) {
      Asked asked = new Asked(done(visit.parameter("fait")), "", "", Optional.empty());
      // before the page leaves: what happens in between is told once more rather than never
      return team.seen(visit.who()).compose(seen -> show(visit, 200, asked));
    }
    return team.byRpps(rpps)
        .compose(found -> {
          String fault = found.isPresent() ? "" : "care.name.unknown";
          return show(visit, found.isPresent() ? 200 : 422, new Asked("", fault, rpps, found));
        });
  }

  /// Only what was done on this page, whatever the address says.
  private static String done(String said) {
    return Arrays.stream(Act.values())
        .map(act -> act.word)
        .filter(said::equals)
        .findFirst()
        .map(word -> "care.done." + word)
        .orElse("");
  }

  private Future<Void> show(Visit visit, int status, Asked asked) {
    Instant now = forms.clock().instant();
    PatientId patient = Objects.requireNonNull(visit.who().patient());
    var row = readings.patient(patient);
    var found = team.team(visit.who());
    return Future.all(row, found)
        .map(all ->
            TeamView.of(
                row.result().map(one -> one.given() + " " + one.family()).orElse(""),
                found.result(),
                asked,
                matrix.at(now),
                visit.who().csrf(),
                visit.words(),
                now))
        .compose(view ->
            forms.send(
                visit.context(),
                visit.words(),
                new Page(
                    status,
                    visit.words().text("care.title"),
                    Spot.TEAM,
                    Professional.isRpps(asked.typed()) ? "?rpps=" + asked.typed() : "",
                    "careTeam.jte",
                    view)));
  }

  /// What a form of this page does, by the word in its field `acte`.
  private enum Act {
    NAME("nommer"),
    STOP("arreter"),
    BLOCK("bloquer"),
    UNBLOCK("debloquer"),
    REFUSE("refuser-urgence"),
    ALLOW("permettre-urgence"),
    DIGEST("avis"),
    ANSWER("repondre");

    private final String word;

    Act(String word) {
      this.word = word;
    }

    static Optional<Act> of(String word) {
      return Arrays.stream(values()).filter(act -> act.word.equals(word)).findFirst();
    }
  }

  private Future<?> act(Visit visit) {
    Optional<Act> act = Act.of(visit.field("acte"));
    if (visit.who().patient() == null || act.isEmpty()) {
      return FormRoutes.fail(visit.context(), visit.who().patient() == null ? 404 : 400);
    }
    return switch (act.get()) {
      case NAME -> name(visit);
      case STOP, BLOCK, UNBLOCK -> about(visit, act.get());
      case REFUSE ->
          team.refuseEmergency(visit.who(), true).compose(met -> done(visit, Act.REFUSE));
      case ALLOW -> team.refuseEmergency(visit.who(), false).compose(met -> done(visit, Act.ALLOW));
      case DIGEST -> digest(visit);
      case ANSWER -> answer(visit);
    };
  }

  private static Future<Void> done(Visit visit, Act act) {
    return FormRoutes.seeOther(
        visit.context(), Spot.TEAM.address(visit.words()) + "?fait=" + act.word);
  }

  private Future<Void> name(Visit visit) {
    String time = visit.field("duree");
    return team.byRpps(visit.field("rpps"))
        .compose(found -> {
          Asked asked = new Asked("", "", visit.field("rpps"), found);
          if (found.isEmpty()) {
            return show(visit, 422, asked.fault("care.name.unknown"));
          }
          if (!TIMES.containsKey(time) && !time.equals(UNTIL_STOPPED)) {
            return show(visit, 422, asked.fault("care.name.time"));
          }
          return named(visit, found.get(), time, asked);
        });
  }

  private Future<Void> named(Visit visit, Professional who, String time, Asked asked) {
    Period period = TIMES.get(time);
    Instant until =
        period == null
            ? null
            : forms.clock().instant().atZone(FormRoutes.ZONE).plus(period).toInstant();
    return team.name(visit.who(), who, until)
        .compose(met ->
            switch (met) {
              case DONE -> done(visit, Act.NAME);
              case NOTHING -> show(visit, 422, asked.fault("care.name.blocked"));
              case FULL -> show(visit, 422, asked.fault("care.name.full"));
            });
  }

  /// Of a professional on the page, or of a number: anybody else is no decision.
  private Future<Void> about(Visit visit, Act act) {
    String rpps = visit.field("rpps");
    if (!rpps.isEmpty()) {
      return team.byRpps(rpps)
          .compose(found ->
              found
                  .map(who -> about(visit, act, who.id(), who.name()))
                  .orElseGet(() -> FormRoutes.fail(visit.context(), 400)));
    }
    Optional<UUID> id = id(visit.field("soignant"));
    return team.team(visit.who())
        .compose(found ->
            id.flatMap(one -> nameOf(found, one).map(name -> about(visit, act, one, name)))
                .orElseGet(() -> FormRoutes.fail(visit.context(), 400)));
  }

  private Future<Void> about(Visit visit, Act act, UUID id, String name) {
    Future<Done> met =
        switch (act) {
          case STOP -> team.stop(visit.who(), id, name);
          case BLOCK -> team.block(visit.who(), id, name);
          default -> team.unblock(visit.who(), id, name);
        };
    return met.compose(one ->
        one == Done.FULL
            ? show(visit, 422, Asked.NOTHING.fault("care.block.full"))
            : done(visit, act));
  }

  /// Of everybody whom the page shows.
  private static Optional<String> nameOf(Team team, UUID id) {
    return team.members().stream()
        .filter(one -> one.professional().equals(id))
        .findFirst()
        .map(one -> one.name())
        .or(() ->
            team.blocked().stream()
                .filter(one -> one.professional().equals(id))
                .findFirst()
                .map(one -> one.name()))
        .or(() ->
            team.consultations().stream()
                .filter(one -> one.professional().equals(id))
                .findFirst()
                .map(one -> one.name()))
        .or(() ->
            team.emergencies().stream()
                .filter(one -> one.professional().equals(id))
                .findFirst()
                .map(one -> one.name()));
  }

  private Future<Void> digest(Visit visit) {
    Optional<Digest> chosen =
        Arrays.stream(Digest.values())
            .filter(one -> Integer.toString(one.code()).equals(visit.field("rythme")))
            .findFirst();
    return chosen.isEmpty()
        ? FormRoutes.fail(visit.context(), 400)
        : team.digest(visit.who(), chosen.get()).compose(met -> done(visit, Act.DIGEST));
  }

  private Future<Void> answer(Visit visit) {
    Optional<UUID> id = id(visit.field("acces"));
    Optional<Answer> said =
        Arrays.stream(Answer.values())
            .filter(one -> Integer.toString(one.code()).equals(visit.field("reponse")))
            .findFirst();
    if (id.isEmpty()) {
      return FormRoutes.fail(visit.context(), 400);
    }
    if (said.isEmpty()) {
      return show(visit, 422, Asked.NOTHING.fault("care.emergency.choose"));
    }
    return team.answer(visit.who(), id.get(), said.get(), visit.field("mots"))
        .compose(met -> done(visit, Act.ANSWER));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }
}
