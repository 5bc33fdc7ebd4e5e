package org.trousse.referencing.page.officer.view;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trousse.referencing.member.Interest;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.page.Words;

/// What officers say of themselves, and who they are.
public sealed interface PeoplePage {
  /// One interest.
  ///
  /// @param ended empty: it lasts
  record Link(String id, String organisation, String what, String since, String ended) {}

  /// An organisation to choose.
  record Choice(String value, String label, boolean chosen) {}

  /// An officer's own interests.
  record Interests(Head head, String action, List<Link> links, List<Choice> choices)
      implements PeoplePage {}

  /// One officer.
  ///
  /// @param self whether it is who looks at the page
  record Person(String account, String name, String role, String since, boolean self) {}

  /// An invitation that waits.
  record Open(String id, String role, String until) {}

  /// Who is an officer.
  ///
  /// @param link to the invitation that was just made, shown this once; empty: none was
  record Officers(
      Head head,
      String action,
      List<Person> people,
      List<Open> invitations,
      List<Choice> roles,
      String link)
      implements PeoplePage {}

  static Interests interests(Head head, List<Interest> links, Map<UUID, String> organisations) {
    Words words = head.words();
    return new Interests(
        head,
        OfficerSpots.INTERESTS.address(words),
        links.stream().map(one -> link(words, one, organisations)).toList(),
        organisations.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(one ->
                new Choice(
                    one.getKey().toString(),
                    one.getValue(),
                    head.kept("declarer", "organisation").equals(one.getKey().toString())))
            .toList());
  }

  private static Link link(Words words, Interest one, Map<UUID, String> organisations) {
    return new Link(
        one.id().toString(),
        organisations.getOrDefault(
            one.organisation(),
            words.text("organisation.unnamed", one.organisation().toString().substring(0, 8))),
        one.what(),
        words.day(one.declaredAt()),
        one.endedAt() == null ? "" : words.day(one.endedAt()));
  }

  static Officers officers(
      Head head, List<Officer> people, List<Invitation> invitations, String link) {
    Words words = head.words();
    return new Officers(
        head,
        OfficerSpots.OFFICERS.address(words),
        people.stream().map(one -> person(head, one)).toList(),
        invitations.stream().map(one -> open(words, one)).toList(),
        Arrays.stream(Officer.Role.values())
            .map(role ->
                new Choice(
                    role.name(),
                    words.text("role." + role),
                    head.kept("inviter", "role").equals(role.name())))
            .toList(),
        link);
  }

  private static Person person(Head head, Officer one) {
    return new Person(
        one.account().toString(),
        head.names().of(one.account(), head.words()),
        role(head.words(), one.role(), one.citizen()),
        head.words().day(one.since()),
        one.account().equals(head.who().account()));
  }

  private static String role(Words words, Officer.Role role, boolean citizen) {
    return words.text(citizen ? "role.CITIZEN" : "role." + role);
  }

  private static Open open(Words words, Invitation one) {
    String role =
        one.seat() instanceof Seat.OfOfficer(var of, var citizen) ? role(words, of, citizen) : "";
    return new Open(one.id().toString(), role, words.moment(one.expiresAt()));
  }
}
