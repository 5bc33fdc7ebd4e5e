package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.referencing.member.Standing;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.By;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.Secret;

/// Who is behind a request.
public final class WhoLane {
  /// RFC 6750 §2.1; the scheme in any case (RFC 9110 §11.1).
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  /// Somebody who signed in.
  ///
  /// @param csrf what each of their forms must bring
  public record Person(UUID account, String name, String csrf) {
    /// No name, no secret.
    @Override
    public String toString() {
      return "Person(" + account + ")";
    }
  }

  /// Who a session's cookie belongs to; empty: nobody.
  @FunctionalInterface
  public interface FindsPeople {
    Future<Optional<Person>> session(String cookie);
  }

  /// Who came.
  ///
  /// @param person empty: a script with an API key
  public record Visitor(Standing standing, Optional<Person> person) {}

  private final FindsPeople people;
  private final MemberStore members;
  private final OfficerStore officers;
  private final ApiKeyStore keys;

  public WhoLane(FindsPeople people, MemberStore members, OfficerStore officers, ApiKeyStore keys) {
    this.people = people;
    this.members = members;
    this.officers = officers;
    this.keys = keys;
  }

  /// Of a session's cookie; empty: nobody is signed in.
  public Future<Optional<Visitor>> ofCookie(String cookie) {
    return people
        .session(cookie)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.<Visitor>empty())
                : standing(found.get().account())
                    .map(standing -> Optional.of(new Visitor(standing, found))));
  }

  /// All that an account is, as it stands now: nothing is kept, so that what was taken away is gone
  /// at the next request.
  public Future<Standing> standing(UUID account) {
    Future<List<Vendor>> vendors =
        members
            .memberships(account)
            .map(all ->
                all.stream()
                    .map(member ->
                        new Vendor(member.organisation(), new By.OfMember(account), member.role()))
                    .toList());
    Future<Optional<Who.OfficerWho>> officer = officers.find(account);
    return Future.all(vendors, officer)
        .map(both -> new Standing(account, vendors.result(), officer.result()));
  }

  /// Of an `Authorization` header; empty: no living API key.
  public Future<Optional<Visitor>> ofAuthorization(String header) {
    Matcher bearer = BEARER.matcher(header.strip());
    if (!bearer.matches()) {
      return Future.succeededFuture(Optional.empty());
    }
    return keys.find(new Secret(bearer.group(1))).map(found -> found.map(WhoLane::script));
  }

  private static Visitor script(ApiKey key) {
    Vendor vendor = new Vendor(key.organisation(), new By.OfKey(key.id()), key.role());
    return new Visitor(new Standing(key.id(), List.of(vendor), Optional.empty()), Optional.empty());
  }
}
