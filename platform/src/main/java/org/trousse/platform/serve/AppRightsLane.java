package org.trousse.platform.serve;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.outbound.PublicAddress;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.gateway.GatewayModule.KnowsRights;
import org.trousse.gateway.GatewayModule.OpensTokens;
import org.trousse.platform.apps.EndpointRules;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Presented;
import org.trousse.record.door.Right;
import org.trousse.record.rest.edge.DoorRoutes.Opens;
import org.trousse.record.subscribe.Reach;
import org.trousse.record.subscribe.Standing;
import org.trousse.record.subscribe.send.NotificationLane.Rights;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What patients allow their apps, in the words of each house's doors.
final class AppRightsLane implements Opens, KnowsRights, OpensTokens {
  private final ConsentModule consent;
  private final Readers readers;

  AppRightsLane(ConsentModule consent, Readers readers) {
    this.consent = consent;
    this.readers = readers;
  }

  @Override
  public Future<Opening> open(Presented presented) {
    return readers
        .whose(presented.token())
        .map(patient -> Future.<Opening>succeededFuture(new Opening.Own(patient)))
        .orElseGet(() ->
            consent
                .open(
                    new org.trousse.consent.door.Presented(
                        presented.scheme(),
                        presented.token(),
                        presented.proof(),
                        presented.method(),
                        presented.url()))
                .map(AppRightsLane::forRecord));
  }

  /// What apps may be told without a token, and where. What the house cannot answer yet is unknown.
  ///
  /// @param consent empty until it is open
  /// @param demo whether apps may be on this machine
  static Rights subscribers(Supplier<Optional<ConsentModule>> consent, Clock clock, boolean demo) {
    return new Rights(
        (app, patient) ->
            consent
                .get()
                .map(open ->
                    open.standing(app, patient)
                        .map(found ->
                            found
                                .map(grant -> standing(grant, clock.instant()))
                                .orElseGet(Standing.Ended::new))
                        .recover(AppRightsLane::unknown))
                .orElseGet(() -> Future.succeededFuture(new Standing.Unknown())),
        (app, endpoint) ->
            consent
                .get()
                .map(open ->
                    open.app(app)
                        .map(found ->
                            found
                                .map(one -> EndpointRules.reach(one.entry(), endpoint, demo))
                                .orElse(Reach.NOWHERE)))
                .orElseGet(() -> Future.failedFuture("the house of permissions is not open yet")),
        PublicAddress::isPublic);
  }

  private static Future<Standing> unknown(Throwable failure) {
    return failure instanceof RightsStore.Stale
        ? Future.succeededFuture(new Standing.Unknown())
        : Future.failedFuture(failure);
  }

  private static Standing standing(GrantState grant, Instant now) {
    return switch (grant.live(now)) {
      case ENDED -> new Standing.Ended();
      case PAUSED, SUSPENDED -> new Standing.Paused();
      case STALE -> new Standing.Unknown();
      case ALLOWED, NOT_GRANTED -> {
        Set<Measure> readable = EnumSet.noneOf(Measure.class);
        for (Measure measure : Measure.values()) {
          if (grant.permissions().contains(Permission.read(DataKind.of(measure)))) {
            readable.add(measure);
          }
        }
        yield new Standing.Held(grant.id(), readable, grant.historyFrom());
      }
    };
  }

  private static Opening forRecord(org.trousse.consent.door.Opening opening) {
    return switch (opening) {
      case org.trousse.consent.door.Opening.Opened opened -> new AppGuest(opened);
      case org.trousse.consent.door.Opening.Refused(var error, var description, var dpop) ->
          new Opening.Refused(error, description, dpop);
      case org.trousse.consent.door.Opening.Stale stale -> new Opening.Stale();
    };
  }

  @Override
  public Future<org.trousse.gateway.app.Right> mayAdd(
      String clientId, PatientId patient, Measure measure) {
    return consent.mayAdd(clientId, patient, measure).map(AppRightsLane::forGateway);
  }

  @Override
  public org.trousse.gateway.app.Right glance(String clientId, PatientId patient, Measure measure) {
    return forGateway(consent.glanceAdd(clientId, patient, measure));
  }

  @Override
  public Future<org.trousse.gateway.app.Opening> open(org.trousse.gateway.app.Presented presented) {
    return consent
        .open(
            new org.trousse.consent.door.Presented(
                presented.scheme(),
                presented.token(),
                presented.proof(),
                presented.method(),
                presented.url()))
        .map(opening ->
            switch (opening) {
              case org.trousse.consent.door.Opening.Opened opened -> new AppSender(opened);
              case org.trousse.consent.door.Opening.Refused(var error, var why, var dpop) ->
                  new org.trousse.gateway.app.Opening.Refused(error, why, dpop);
              case org.trousse.consent.door.Opening.Stale stale ->
                  new org.trousse.gateway.app.Opening.Stale();
            });
  }

  private static org.trousse.gateway.app.Right forGateway(Verdict verdict) {
    return switch (verdict) {
      case ALLOWED -> org.trousse.gateway.app.Right.ALLOWED;
      case NOT_GRANTED -> org.trousse.gateway.app.Right.NOT_GRANTED;
      case ENDED -> org.trousse.gateway.app.Right.ENDED;
      case PAUSED -> org.trousse.gateway.app.Right.PAUSED;
      case SUSPENDED -> org.trousse.gateway.app.Right.SUSPENDED;
      case STALE -> org.trousse.gateway.app.Right.STALE;
    };
  }

  private static Right forRecord(Verdict verdict) {
    return switch (verdict) {
      case ALLOWED -> Right.HELD;
      case NOT_GRANTED -> Right.NOT_GRANTED;
      case ENDED, PAUSED, SUSPENDED -> Right.OVER;
      case STALE -> Right.STALE;
    };
  }

  /// An app at the record's door.
  private record AppGuest(org.trousse.consent.door.Opening.Opened opened)
      implements Opening.Opened {
    @Override
    public PatientId patient() {
      return opened.patient();
    }

    @Override
    public String clientId() {
      return opened.clientId();
    }

    @Override
    public String name() {
      return opened.appName();
    }

    @Override
    public UUID tokenId() {
      return opened.tokenId();
    }

    @Override
    public Right mayRead(Measure measure) {
      return forRecord(opened.may(Permission.read(DataKind.of(measure))));
    }

    @Override
    public Right mayAdd(Measure measure) {
      return forRecord(opened.may(Permission.add(DataKind.of(measure))));
    }

    @Override
    public Right mayReadIdentity() {
      return forRecord(opened.may(Permission.read(DataKind.IDENTITY)));
    }

    @Override
    public boolean isFhirUser() {
      return opened.hasScope("fhirUser");
    }

    @Override
    public @Nullable Instant historyFrom() {
      return opened.historyFrom();
    }
  }

  /// An app at the devices' door.
  private record AppSender(org.trousse.consent.door.Opening.Opened opened)
      implements org.trousse.gateway.app.Opening.Opened {
    @Override
    public PatientId patient() {
      return opened.patient();
    }

    @Override
    public String clientId() {
      return opened.clientId();
    }

    @Override
    public org.trousse.gateway.app.Right mayAdd(Measure measure) {
      return forGateway(opened.may(Permission.add(DataKind.of(measure))));
    }
  }
}
