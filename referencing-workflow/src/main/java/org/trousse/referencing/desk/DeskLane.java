package org.trousse.referencing.desk;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;

/// What vendors and officers do with dossiers; pages and scripts come in here alike.
public interface DeskLane {
  /// A new draft.
  Future<Answer<DossierView>> begin(Vendor who);

  /// Keeps a draft whatever it says: nothing that a vendor wrote is lost. Its errors come back in
  /// the view.
  Future<Answer<DossierView>> saveManifest(Vendor who, UUID dossier, String json);

  /// After a file was handed in or withdrawn.
  Future<Answer<DossierView>> evidenceChanged(Vendor who, UUID dossier);

  Future<Answer<DossierView>> view(Who who, UUID dossier);

  /// A part of all that happened to it, the newest first.
  Future<Answer<DossierView.Past>> history(Who who, UUID dossier, HistoryPage.Ask ask);

  /// All that happened to it, in order: what a letter stands on.
  Future<Answer<List<Event>>> events(OfficerWho who, UUID dossier);

  /// One act, as the table of moves allows.
  Future<Answer<Decision>> act(Who who, UUID dossier, Act act);

  /// Runs automatic checks now.
  ///
  /// @param criteria empty: all
  Future<Answer<Start>> check(Who who, UUID dossier, Set<String> criteria);

  Future<Answer<CheckRun>> run(Who who, UUID dossier, UUID run);

  /// An organisation's dossiers, the newest first.
  Future<Answer<List<QueueLine>>> dossiers(Vendor who);

  /// All that waits for the referencing side, the most urgent first.
  Future<Answer<List<QueueLine>>> queue(OfficerWho who);

  /// Every dossier whose app is or was listed.
  Future<Answer<List<QueueLine>>> register(OfficerWho who);

  /// Takes a dossier, or gives it back with null.
  Future<Answer<QueueLine>> take(OfficerWho who, UUID dossier, boolean mine);
}
