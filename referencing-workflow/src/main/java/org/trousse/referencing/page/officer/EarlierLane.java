package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.history.HistoryStore.Summary;
import org.trousse.referencing.page.officer.OfficerPagesModule.TellsEarlier;
import org.trousse.referencing.page.officer.view.CriterionPage.Earlier;

/// What was decided before about a criterion: in this dossier, and in earlier ones of the same app.
public final class EarlierLane implements TellsEarlier {
  /// Older ones say little of today's app.
  private static final int DOSSIERS_MAX = 5;

  private final HistoryStore history;

  public EarlierLane(HistoryStore history) {
    this.history = history;
  }

  @Override
  public Future<List<Earlier>> earlier(Dossier dossier, String criterion) {
    return history
        .verdicts(dossier.id(), criterion)
        .compose(own ->
            before(dossier, criterion)
                .map(before ->
                    Stream.concat(
                            own.reversed().stream().map(one -> new Earlier("", one)),
                            before.stream())
                        .toList()));
  }

  private Future<List<Earlier>> before(Dossier dossier, String criterion) {
    return history
        .of(dossier.identity().software())
        .compose(all -> {
          List<Future<List<Earlier>>> asked =
              all.stream()
                  .filter(one -> !one.id().equals(dossier.id()))
                  .limit(DOSSIERS_MAX)
                  .map(one -> last(one, criterion))
                  .toList();
          return Future.all(asked).map(done -> together(asked));
        });
  }

  /// The verdict that stood last.
  private Future<List<Earlier>> last(Summary one, String criterion) {
    return history
        .verdicts(one.id(), criterion)
        .map(all ->
            all.isEmpty() ? List.of() : List.of(new Earlier(one.reference(), all.getLast())));
  }

  private static List<Earlier> together(List<Future<List<Earlier>>> asked) {
    List<Earlier> all = new ArrayList<>();
    asked.forEach(one -> all.addAll(one.result()));
    return all;
  }
}
