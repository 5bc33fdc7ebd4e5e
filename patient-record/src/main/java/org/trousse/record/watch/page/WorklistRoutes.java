package org.trousse.record.watch.page;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.watch.list.Listed;
import org.trousse.record.watch.list.Listed.Review;
import org.trousse.record.watch.list.Listed.Snooze;
import org.trousse.record.watch.list.Listed.Visit;
import org.trousse.record.watch.list.Worklist;
import org.trousse.record.watch.page.CarerRoutes.Answer;
import org.trousse.record.watch.page.CarerRoutes.Moved;
import org.trousse.record.watch.page.CarerRoutes.Page;
import org.trousse.record.watch.page.WorklistView.Maker;
import org.trousse.record.watch.page.WorklistView.Row;
import org.trousse.record.watch.store.WorklistStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The list, the list on paper, and what a professional says of a patient on it.
public final class WorklistRoutes {
  private static final Set<Measure> ALL = Set.of(Measure.values());

  private final CarerRoutes carers;
  private final WorklistStore store;

  /// What a professional may say of one patient.
  ///
  /// @param fault what is wrong with what was sent; empty: nothing
  public record PatientView(Carer carer, Row row, boolean putOff, Visit visit, String fault) {
    public String next() {
      return visit.next() == null
          ? ""
          : visit
              .next()
              .atZone(carer.zone())
              .toLocalDateTime()
              .withSecond(0)
              .withNano(0)
              .toString();
    }

    public String address() {
      return WatchPage.PATIENT.address(carer.words(), row.ref());
    }

    public String list() {
      return WatchPage.LIST.address(carer.words());
    }

    /// The last day to which somebody may be put off.
    public String latest() {
      return today().plusDays(Snooze.DAYS_MAX).toString();
    }

    public LocalDate today() {
      return carer.now().atZone(carer.zone()).toLocalDate();
    }
  }

  public WorklistRoutes(CarerRoutes carers, WorklistStore store) {
    this.carers = carers;
    this.store = store;
  }

  public void mount(Router router) {
    carers.get(router, WatchPage.LIST, carer -> list(carer, "worklist.jte", WatchPage.LIST));
    carers.get(router, WatchPage.PRINT, carer -> list(carer, "worklistPrint.jte", WatchPage.PRINT));
    carers.post(router, WatchPage.SEEN, this::seen);
    carers.get(router, WatchPage.PATIENT, carer -> patient(carer, 200, ""));
    carers.post(router, WatchPage.PATIENT, this::said);
  }

  private Future<Answer> list(Carer carer, String template, WatchPage page) {
    String tour = Tours.asked(carer);
    return shown(carer, tour)
        .map(list -> {
          WorklistView view = WorklistView.of(list, carer, tour);
          String title = carer.words().text("watch.title");
          String body = CarerRoutes.render(template, view);
          return new Page(200, title, page.path(carer.words(), "") + Tours.query(tour), body);
        });
  }

  /// The list, once the trail has it.
  private Future<Worklist> shown(Carer carer, String tour) {
    return store
        .of(carer.who(), carer.now(), CareDoorLane.PATIENTS_MAX)
        .map(all -> Worklist.of(all, tour, carer.now()))
        .compose(list -> {
          List<PatientId> patients =
              list.placed().stream().map(one -> one.listed().patient().id()).toList();
          return carers.door().listed(carer.who(), patients, readable(list), carer.now()).map(list);
        });
  }

  /// The patients of a tour as rows, in the order of the list, once the trail has it.
  public Future<List<Row>> rows(Carer carer, String tour) {
    return shown(carer, tour)
        .map(list -> {
          Maker maker = new Maker(carer);
          return list.placed().stream().map(maker::row).toList();
        });
  }

  private static Set<Measure> readable(Worklist list) {
    return list.placed().stream()
        .flatMap(one -> one.listed().readable().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// One click: looked at.
  private Future<Answer> seen(Carer carer) {
    return opened(
        carer,
        carer.form().text("ref"),
        patient ->
            store
                .review(patient, carer.who(), carer.now(), "")
                .map(kept -> back(carer, kept, carer.form().text("ref"))));
  }

  private static Answer back(Carer carer, boolean kept, String ref) {
    return kept ? new Moved(WatchPage.LIST.address(carer.words()) + "#p-" + ref) : Answer.UNKNOWN;
  }

  private Future<Answer> opened(Carer carer, String ref, Function<PatientId, Future<Answer>> then) {
    return carer
        .refs()
        .patient(ref)
        .map(patient ->
            carers
                .door()
                .open(carer.who(), patient, ALL)
                .compose(open ->
                    open.isEmpty() ? Future.succeededFuture(Answer.UNKNOWN) : then.apply(patient)))
        .orElseGet(() -> Future.succeededFuture(Answer.UNKNOWN));
  }

  private Future<Answer> patient(Carer carer, int status, String fault) {
    return opened(
        carer,
        carer.ref(),
        patient ->
            store
                .of(carer.who(), carer.now(), CareDoorLane.PATIENTS_MAX)
                .map(all -> page(all, patient, carer, status, fault)));
  }

  private static Answer page(
      List<Listed> all, PatientId patient, Carer carer, int status, String fault) {
    return Worklist.of(all, "", carer.now()).placed().stream()
        .filter(one -> one.listed().patient().id().equals(patient))
        .findFirst()
        .<Answer>map(one -> {
          PatientView view =
              new PatientView(
                  carer, new Maker(carer).row(one), one.putOff(), one.listed().visit(), fault);
          return new Page(
              status,
              carer.words().text("watch.patient.title", view.row().name()),
              WatchPage.PATIENT.path(carer.words(), carer.ref()),
              CarerRoutes.render("worklistPatient.jte", view));
        })
        .orElse(Answer.UNKNOWN);
  }

  private Future<Answer> said(Carer carer) {
    Form form = carer.form();
    return switch (form.text("act")) {
      case "seen" -> {
        String note = form.text("note");
        yield note.length() > Review.NOTE_CHARACTERS_MAX
            ? fault(carer, "watch.fault.note")
            : keep(carer, patient -> store.review(patient, carer.who(), carer.now(), note));
      }
      case "snooze" -> snooze(carer);
      case "resume" ->
          keep(carer, patient -> store.snooze(patient, carer.who(), carer.now(), null, ""));
      case "visit" -> visit(carer);
      default -> fault(carer, "watch.fault.act");
    };
  }

  private Future<Answer> snooze(Carer carer) {
    String reason = carer.form().text("reason");
    LocalDate today = carer.now().atZone(carer.zone()).toLocalDate();
    LocalDate until = date(carer.form().text("until"));
    if (reason.isEmpty() || reason.length() > Review.NOTE_CHARACTERS_MAX) {
      return fault(carer, "watch.fault.reason");
    }
    if (until == null || until.isBefore(today) || until.isAfter(today.plusDays(Snooze.DAYS_MAX))) {
      return fault(carer, "watch.fault.until");
    }
    var end = until.plusDays(1).atStartOfDay(carer.zone()).toInstant();
    return keep(carer, patient -> store.snooze(patient, carer.who(), carer.now(), end, reason));
  }

  private Future<Answer> visit(Carer carer) {
    String tour = carer.form().text("tour");
    String sector = carer.form().text("sector");
    String said = carer.form().text("next");
    if (tour.length() > Visit.CHARACTERS_MAX || sector.length() > Visit.CHARACTERS_MAX) {
      return fault(carer, "watch.fault.visit");
    }
    Optional<LocalDateTime> next = time(said);
    if (!said.isEmpty() && next.isEmpty()) {
      return fault(carer, "watch.fault.next");
    }
    Visit visit =
        new Visit(tour, sector, next.map(one -> one.atZone(carer.zone()).toInstant()).orElse(null));
    return keep(carer, patient -> store.visit(patient, carer.who(), visit));
  }

  private Future<Answer> keep(Carer carer, Function<PatientId, Future<Boolean>> act) {
    return opened(
        carer,
        carer.ref(),
        patient -> act.apply(patient).map(kept -> back(carer, kept, carer.ref())));
  }

  private Future<Answer> fault(Carer carer, String key) {
    return patient(carer, 400, carer.words().text(key));
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}
