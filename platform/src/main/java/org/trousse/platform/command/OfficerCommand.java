package org.trousse.platform.command;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.secret.Invitation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `trousse officer …`: lets officers of the referencing desk in; the first lead has nobody else
/// who could. Works as `trousse keys` does: on a stopped platform's data folder, or with --db
/// beside running ones.
@Command(
    name = "officer",
    description = "Invites an officer of the referencing desk, or appoints one.",
    mixinStandardHelpOptions = true)
public final class OfficerCommand implements Runnable {
  private static final int ACCOUNT_CHARACTERS = 36;

  /// What a seat is, as both commands take it.
  static final class Seat {
    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "reviewer, committee or lead.")
    private String role = "";

    @Option(names = "--citizen", description = "One of the committee's citizens.")
    private boolean citizen;

    private Officer.Role role() {
      Officer.Role found =
          switch (role.toLowerCase(Locale.ROOT)) {
            case "reviewer" -> Officer.Role.REVIEWER;
            case "committee" -> Officer.Role.COMMITTEE;
            case "lead" -> Officer.Role.LEAD;
            default -> throw new Refusal("--role is reviewer, committee or lead.");
          };
      if (citizen && found != Officer.Role.COMMITTEE) {
        throw new Refusal("--citizen goes with --role=committee: citizens sit in the committee.");
      }
      return found;
    }
  }

  @Override
  public void run() {
    new CommandLine(this).usage(System.out);
  }

  @Command(
      name = "invite",
      description = "Prints the address of an invitation, once.",
      mixinStandardHelpOptions = true)
  int invite(@Mixin Settings settings, @Mixin Seat seat) {
    Officer.Role role = seat.role();
    List<URI> addresses =
        Running.atDesk(
            settings,
            desk ->
                desk.officers()
                    .invite(settings.publicUrl(), role, seat.citizen)
                    .await()
                    .orElseThrow(() ->
                        new Refusal(
                            "%d invitations are open already: a lead can withdraw some."
                                .formatted(Invitation.OPEN_MAX))));
    print(addresses);
    return 0;
  }

  @Command(
      name = "appoint",
      description = "Gives an account a seat at once, or another one.",
      mixinStandardHelpOptions = true)
  int appoint(
      @Mixin Settings settings,
      @Mixin Seat seat,
      @Parameters(paramLabel = "ACCOUNT", description = "The account's id, a UUID.")
          String account) {
    Officer.Role role = seat.role();
    UUID id = id(account);
    Running.atDesk(
        settings,
        desk -> {
          if (!desk.isAccount(id).await()) {
            throw new Refusal("There is no open account with the id %s.".formatted(id));
          }
          desk.officers().appoint(id, role, seat.citizen).await();
          return true;
        });
    System.out.println("C’est fait. / It is done.");
    return 0;
  }

  private static UUID id(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (text.length() == ACCOUNT_CHARACTERS) {
        return id;
      }
    } catch (IllegalArgumentException nonsense) {
      throw new Refusal("ACCOUNT is a UUID.", nonsense);
    }
    throw new Refusal("ACCOUNT is a UUID.");
  }

  private static void print(List<URI> addresses) {
    long days = Invitation.LIFE.toDays();
    System.out.println("Invitation d’un agent / an officer’s invitation:");
    addresses.forEach(address -> System.out.println("  " + address));
    System.out.println(
        ("Une fois, pendant %d jours : qui suit ce lien prend la place. /"
                + " Once, within %d days: whoever follows the link takes the seat.")
            .formatted(days, days));
  }
}
