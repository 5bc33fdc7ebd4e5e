package org.trousse.platform.demo.care;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.signin.Majority;
import org.trousse.platform.demo.care.DemoCare.Carer;
import org.trousse.platform.demo.people.DemoParent;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.platform.demo.people.DemoWorker.Post;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;

/// Enters the demo's nurse and doctor, and lets patients name the nurse. A second start finds it
/// done, and names nobody again whom a patient stopped meanwhile.
public final class DemoCareLane {
  /// Who named the nurse; for Zoé her mother did.
  private static final Set<String> VISITED =
      Set.of("Démo Lise", "Démo Karim", "Démo Jeanne", "Démo Henri", "Démo Paul", "Démo Zoé");

  private final CareModule care;
  private final PagesModule pages;
  private final Clock clock;

  public DemoCareLane(CareModule care, PagesModule pages, Clock clock) {
    this.care = care;
    this.pages = pages;
    this.clock = clock;
  }

  public Future<DemoCare> open(List<DemoPerson> people) {
    List<DemoPerson> visited =
        people.stream().filter(person -> VISITED.contains(person.given())).toList();
    List<Future<Carer>> carers =
        DemoPeople.carers().stream()
            .map(worker -> open(worker, worker.post() == Post.NURSE ? visited : List.of()))
            .toList();
    return Future.all(carers)
        .map(all -> new DemoCare(carers.stream().map(Future::result).toList()));
  }

  private Future<Carer> open(DemoWorker worker, List<DemoPerson> patients) {
    return pages
        .demoAccount(new Person(worker.given(), worker.family(), worker.birthDate()))
        .map(account -> professional(worker, account))
        .compose(who ->
            care.professionals()
                .enter(who, clock.instant())
                .compose(
                    entered -> Future.all(patients.stream().map(one -> named(one, who)).toList()))
                .map(named ->
                    new Carer(
                        worker.post(),
                        who.id(),
                        who.name(),
                        who.profession().code(),
                        who.rpps(),
                        patients.stream().map(DemoPerson::id).toList())));
  }

  /// Synthetic numbers: no RPPS begins so.
  private static Professional professional(DemoWorker worker, UUID account) {
    boolean nurse = worker.post() == Post.NURSE;
    return new Professional(
        account,
        worker.given(),
        worker.family(),
        nurse ? Profession.NURSE : Profession.DOCTOR,
        nurse ? "99900000601" : "99900000101",
        true);
  }

  private Future<Void> named(DemoPerson patient, Professional who) {
    return visitor(patient)
        .compose(holder ->
            care.team()
                .team(holder)
                .compose(team ->
                    team.members().stream().anyMatch(one -> one.professional().equals(who.id()))
                        ? Future.succeededFuture()
                        : care.team().name(holder, who, null).mapEmpty()));
  }

  /// Who decides: the patient, or the mother of the child.
  private Future<Visitor> visitor(DemoPerson patient) {
    DemoParent parent = DemoPeople.parent();
    boolean child = parent.child().id().equals(patient.id());
    Person person =
        child
            ? new Person(parent.given(), parent.family(), parent.birthDate())
            : new Person(patient.given(), patient.family(), patient.birthDate());
    return pages
        .demoAccount(person)
        .map(account ->
            new Visitor(
                Objects.requireNonNull(account),
                person.given() + " " + person.family(),
                patient.id(),
                child ? Majority.of(patient.birthDate()) : null,
                ""));
  }
}
