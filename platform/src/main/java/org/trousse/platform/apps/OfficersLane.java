package org.trousse.platform.apps;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.register.InvitationStore;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.KeyedHash;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// Officers' seats without the houses: for the operator's command. Whoever lets the first lead in
/// is the operator.
public final class OfficersLane {
  private final InvitationStore invitations;
  private final OfficerStore officers;

  private OfficersLane(InvitationStore invitations, OfficerStore officers) {
    this.invitations = invitations;
    this.officers = officers;
  }

  /// The seats behind a pool.
  ///
  /// @param pool of the role `trousse_referencing`
  public static OfficersLane on(Pool pool, PlatformKey key, Clock clock) {
    return new OfficersLane(
        new InvitationStore(pool, new KeyedHash(AppsModule.secrets(key)), clock),
        new OfficerStore(pool, clock));
  }

  /// Where the invited goes, in French and in English; empty: too many invitations are open.
  public Future<Optional<List<URI>>> invite(String publicUrl, Officer.Role role, boolean citizen) {
    return invitations
        .make(new Invitation.Seat.OfOfficer(role, citizen), OfficerStore.OPERATOR)
        .map(made ->
            made.map(one ->
                Stream.of(Locale.FRENCH, Locale.ENGLISH)
                    .map(language -> address(publicUrl, language, one.secret().value()))
                    .toList()));
  }

  private static URI address(String publicUrl, Locale language, String secret) {
    return URI.create(
        publicUrl + VendorSpots.INVITATION.address(Words.in(language, "vendor"), secret));
  }

  /// Seats an account at once, or changes its seat.
  public Future<Void> appoint(UUID account, Officer.Role role, boolean citizen) {
    return officers.appoint(account, role, citizen, OfficerStore.OPERATOR);
  }
}
