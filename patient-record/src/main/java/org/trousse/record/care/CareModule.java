package org.trousse.record.care;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import org.trousse.record.RecordModule.FramesPages;
import org.trousse.record.RecordModule.TellsPatients;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.RoleMatrix.Versions;
import org.trousse.record.care.emergency.EmergencyLane;
import org.trousse.record.care.emergency.EmergencyStore;
import org.trousse.record.care.mask.MaskStore;
import org.trousse.record.care.page.EmergencyRoutes;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.HiddenRoutes;
import org.trousse.record.care.page.SinceLastVisitLane;
import org.trousse.record.care.page.TeamRoutes;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.care.space.SpaceStore;
import org.trousse.record.care.team.TeamLane;
import org.trousse.record.care.team.TeamStore;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingStore;

/// The front of who may read: opened once, with the role matrix published.
public final class CareModule {
  private static final InstantSource CLOCK = InstantSource.system();

  private final OpensSession sessions;
  private final Versions matrix;
  private final ProfessionalStore professionals;
  private final ReadingStore readings;
  private final MaskStore masks;
  private final TeamStore teams;
  private final TeamLane team;
  private final CareDoorLane door;
  private final EmergencyStore emergencies;
  private final EmergencyLane emergency;
  private final SpaceStore spaces;

  private CareModule(Pool ingest, Pool reader, OpensSession sessions, Versions matrix) {
    CareStore store = new CareStore(ingest);
    this.sessions = sessions;
    this.matrix = matrix;
    this.professionals = new ProfessionalStore(ingest, reader);
    this.readings = new ReadingStore(reader);
    this.masks = new MaskStore(ingest, reader);
    this.teams = new TeamStore(ingest, reader);
    this.team = new TeamLane(professionals, teams, CLOCK);
    this.door = new CareDoorLane(sessions, professionals, store, readings, matrix, CLOCK);
    this.spaces = new SpaceStore(ingest);
    this.emergencies = new EmergencyStore(ingest);
    this.emergency = new EmergencyLane(door, store, emergencies, matrix, CLOCK);
  }

  /// Opens when the database has the role matrix.
  public static Future<CareModule> open(Pool ingest, Pool reader, OpensSession sessions) {
    Versions matrix = MatrixStore.shipped();
    return new MatrixStore(ingest)
        .publish(matrix, CLOCK.instant())
        .map(published -> new CareModule(ingest, reader, sessions, matrix));
  }

  /// How pages of who is signed in come and go.
  public FormRoutes forms(FramesPages layout) {
    return new FormRoutes(sessions, layout, CLOCK);
  }

  /// Adds the pages to the router of the calling event loop.
  public void mount(Router router, FormRoutes forms, PatientRefs refs, Hears hears) {
    new TeamRoutes(forms, team, readings, matrix).mount(router);
    new HiddenRoutes(forms, readings, masks, hears).mount(router);
    new EmergencyRoutes(forms, door, emergency, readings, refs).mount(router);
  }

  /// What stands above *Mes mesures*: `others`, and who consulted since the last visit.
  public TellsPatients above(TellsPatients others) {
    return new SinceLastVisitLane(sessions, teams, others, CLOCK);
  }

  /// Closed and reopened spaces.
  public SpaceStore spaces() {
    return spaces;
  }

  public CareDoorLane door() {
    return door;
  }

  public ProfessionalStore professionals() {
    return professionals;
  }

  public TeamLane team() {
    return team;
  }

  public EmergencyStore emergencies() {
    return emergencies;
  }

  public EmergencyLane emergency() {
    return emergency;
  }
}
