package org.trousse.record.watch.page.tour;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.care.CareOpening;
import org.trousse.record.entry.Entered;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.entry.Written;
import org.trousse.record.entry.Written.Writer.Caregiver;
import org.trousse.record.watch.page.Carer;
import org.trousse.record.watch.page.CarerRoutes;
import org.trousse.record.watch.page.CarerRoutes.Alone;
import org.trousse.record.watch.page.CarerRoutes.Answer;
import org.trousse.record.watch.page.CarerRoutes.Page;
import org.trousse.record.watch.page.Tours;
import org.trousse.record.watch.page.WatchPage;
import org.trousse.record.watch.page.WorklistRoutes;
import org.trousse.record.watch.page.WorklistView.Row;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Outcome;

/// The sheet of a tour and its return. What is understood is kept at once, the rest stays in the
/// form with what is wrong; sent again, nothing is kept twice.
public final class TourRoutes {
  private final CarerRoutes carers;
  private final WorklistRoutes list;
  private final EntryLane entries;

  /// @param entries of the event loop that serves these pages
  public TourRoutes(CarerRoutes carers, WorklistRoutes list, EntryLane entries) {
    this.carers = carers;
    this.list = list;
    this.entries = entries;
  }

  public void mount(Router router) {
    carers.get(router, WatchPage.SHEET, this::sheet);
    carers.get(router, WatchPage.RETURN, this::form);
    carers.post(router, WatchPage.RETURN, this::returned);
  }

  private Future<Answer> sheet(Carer carer) {
    String tour = Tours.asked(carer);
    return list.rows(carer, tour)
        .map(rows -> {
          TourView view = new TourView(carer, tour, rows, List.of(), today(carer), "", false);
          return new Alone(
              CarerRoutes.render("tourSheet.jte", view).strip(),
              carer.words().text("watch.sheet.file") + "-" + today(carer) + ".html");
        });
  }

  private static String today(Carer carer) {
    return carer.now().atZone(carer.zone()).toLocalDate().toString();
  }

  private Future<Answer> form(Carer carer) {
    String tour = Tours.asked(carer);
    return list.rows(carer, tour)
        .map(rows -> {
          List<Line> lines = new ArrayList<>();
          for (Row row : rows) {
            String key = UUID.randomUUID().toString();
            lines.add(Line.empty(lines.size(), row.ref(), key, carer.words()));
          }
          return page(carer, 200, new TourView(carer, tour, rows, lines, today(carer), "", false));
        });
  }

  private static Answer page(Carer carer, int status, TourView view) {
    return new Page(
        status,
        carer.words().text("watch.return.title"),
        WatchPage.RETURN.path(carer.words(), ""),
        CarerRoutes.render("tourReturn.jte", view));
  }

  private Future<Answer> returned(Carer carer) {
    String tour = carer.form().text("tour");
    return list.rows(carer, tour)
        .compose(rows ->
            keepAll(carer, lines(carer, rows))
                .map(lines -> {
                  int kept = lines.stream().mapToInt(Line::kept).sum();
                  boolean unfinished = lines.stream().anyMatch(Line::isUnfinished);
                  String said = carer.words().counted("watch.return.kept", kept);
                  TourView view =
                      new TourView(carer, tour, rows, lines, day(carer), said, unfinished);
                  return page(carer, unfinished ? 400 : 200, view);
                }));
  }

  private static String day(Carer carer) {
    return carer.form().text("day");
  }

  /// Those of patients on the list; of everybody else there are none.
  private static List<Line> lines(Carer carer, List<Row> rows) {
    List<Line> lines = new ArrayList<>();
    for (Row row : rows) {
      int number = number(carer, row.ref());
      String key = number < 0 ? "" : carer.form().text("l" + number + ".key");
      lines.add(
          number < 0 || key.isEmpty()
              ? Line.empty(
                  1_000_000 + lines.size(), row.ref(), UUID.randomUUID().toString(), carer.words())
              : Line.of(number, row.ref(), key, carer.form(), carer.words()));
    }
    return lines;
  }

  private static int number(Carer carer, String ref) {
    int place = 0;
    while (!carer.form().text("l" + place + ".ref").isEmpty()) {
      if (carer.form().text("l" + place + ".ref").equals(ref)) {
        return place;
      }
      place++;
    }
    return -1;
  }

  /// One line after the other.
  private Future<List<Line>> keepAll(Carer carer, List<Line> lines) {
    Future<List<Line>> done = Future.succeededFuture(new ArrayList<>());
    for (Line line : lines) {
      done =
          done.compose(before ->
              keep(carer, line)
                  .map(kept -> {
                    before.add(kept);
                    return before;
                  }));
    }
    return done;
  }

  private Future<Line> keep(Carer carer, Line line) {
    Optional<PatientId> patient = carer.refs().patient(line.ref());
    if (line.isEmpty() || patient.isEmpty()) {
      return Future.succeededFuture(line);
    }
    Optional<Instant> at = Line.at(day(carer), line.time(), carer.now(), carer.zone());
    return at.isEmpty()
        ? Future.succeededFuture(line.fault(carer.words().text("watch.return.fault.time")))
        : carers
            .door()
            .open(carer.who(), patient.get(), Set.copyOf(Cell.MEASURES))
            .compose(open ->
                open.map(one -> keep(carer, line, one, at.get()))
                    .orElseGet(() ->
                        Future.succeededFuture(
                            line.fault(carer.words().text("watch.return.fault.rights")))));
  }

  private Future<Line> keep(Carer carer, Line line, CareOpening opening, Instant at) {
    Future<Line> done = Future.succeededFuture(line);
    for (Cell cell : line.cells()) {
      Optional<Entered> entered = cell.entered();
      if (entered.isPresent()) {
        done =
            done.compose(before ->
                keep(carer, line, cell, entered.get(), opening, at)
                    .map(kept -> before.with(one -> one.equals(cell) ? kept : one)));
      }
    }
    return done;
  }

  private Future<Cell> keep(
      Carer carer, Line line, Cell cell, Entered entered, CareOpening opening, Instant at) {
    if (!opening.writable().contains(cell.measure())) {
      return Future.succeededFuture(cell.fault(carer.words().text("watch.return.fault.rights")));
    }
    Written written =
        new Written(
            opening.patient().id(),
            new Caregiver(carer.who().id(), carer.who().name(), carer.who().profession().code(), 0),
            entered,
            at,
            carer.zone(),
            null,
            null,
            line.key() + " " + cell.measure().word());
    return entries.add(written).map(outcome -> kept(carer, cell, entered, outcome));
  }

  private static Cell kept(Carer carer, Cell cell, Entered entered, Outcome outcome) {
    boolean kept = outcome == Outcome.ACCEPTED || outcome == Outcome.DUPLICATE;
    return kept
        ? cell.kept(entered.text(carer.language()))
        : cell.fault(carer.words().text("watch.return.fault.refused"));
  }
}
