package org.trousse.platform.demo.office;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.page.PagesModule;
import org.trousse.platform.demo.people.DemoMember;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.platform.demo.people.DemoWorker.Post;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.secret.ApiKey;

/// Gives the demo's people their seats. A second start finds them there, and makes the scripts' key
/// anew: nobody can read the old one.
public final class DemoOfficeLane {
  private static final String KEY = "demo.json";

  private final ReferencingModule referencing;
  private final PagesModule pages;

  public DemoOfficeLane(ReferencingModule referencing, PagesModule pages) {
    this.referencing = referencing;
    this.pages = pages;
  }

  public Future<DemoOffice> open(List<DemoWorker> workers, List<DemoMember> committee) {
    List<Future<DemoOffice.Member>> members = committee.stream().map(this::member).toList();
    Future<UUID> lead = account(workers, Post.LEAD);
    Future<UUID> seat = account(workers, Post.COMMITTEE);
    Future<UUID> vendor = account(workers, Post.VENDOR);
    return Future.all(lead, seat, vendor)
        .compose(all ->
            Future.all(
                seated(lead.result(), Officer.Role.LEAD, false),
                seated(seat.result(), Officer.Role.COMMITTEE, false)))
        .compose(seated -> Future.all(members))
        .compose(seated -> organisation(vendor.result()))
        .compose(organisation ->
            key(vendor.result(), organisation)
                .map(key ->
                    new DemoOffice(
                        organisation,
                        vendor.result(),
                        lead.result(),
                        seat.result(),
                        members.stream().map(Future::result).toList(),
                        key)));
  }

  private Future<DemoOffice.Member> member(DemoMember one) {
    return pages
        .demoAccount(new Person(one.given(), one.family(), one.birthDate()))
        .compose(account ->
            seated(account, Officer.Role.COMMITTEE, one.citizen())
                .map(seated -> new DemoOffice.Member(account, one.name(), one.citizen())));
  }

  private Future<UUID> account(List<DemoWorker> workers, Post post) {
    DemoWorker worker =
        workers.stream().filter(one -> one.post() == post).findFirst().orElseThrow();
    return pages.demoAccount(new Person(worker.given(), worker.family(), worker.birthDate()));
  }

  private Future<Void> seated(UUID account, Officer.Role role, boolean citizen) {
    OfficerStore officers = referencing.lanes().officerStore();
    return officers
        .find(account)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture()
                : officers.appoint(account, role, citizen, OfficerStore.OPERATOR));
  }

  private Future<UUID> organisation(UUID owner) {
    return referencing
        .lanes()
        .memberStore()
        .memberships(owner)
        .compose(all ->
            all.isEmpty()
                ? founded(owner)
                : Future.succeededFuture(all.getFirst()).map(Member::organisation));
  }

  private Future<UUID> founded(UUID owner) {
    return referencing
        .found(owner, new MemberLane.Facts(DemoOffice.LEGAL_NAME, DemoOffice.REGISTRATION, "FR"))
        .map(answer -> given(answer, Organisation::id));
  }

  private Future<String> key(UUID owner, UUID organisation) {
    Who.Vendor who = new Who.Vendor(organisation, new Who.By.OfMember(owner), Role.OWNER);
    MemberLane members = referencing.members();
    return members
        .keys(who, organisation)
        .compose(answer ->
            Future.all(
                given(answer, Function.identity()).stream()
                    .filter(key -> key.name().equals(KEY) && key.endedAt() == null)
                    .map(key -> members.endKey(who, organisation, key.id()))
                    .toList()))
        .compose(ended -> members.makeKey(who, organisation, KEY, Role.OWNER))
        .map(answer -> given(answer, (ApiKey.Made made) -> made.secret().value()));
  }

  private static <T, R> R given(Answer<T> answer, Function<T, R> value) {
    if (answer instanceof Answer.Given<T>(var got)) {
      return value.apply(got);
    }
    throw new IllegalStateException("the demo's vendor may not: " + answer);
  }
}
