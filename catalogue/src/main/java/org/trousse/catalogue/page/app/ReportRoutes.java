package org.trousse.catalogue.page.app;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.PageRoutes.Page;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.app.ReportView.Written;
import org.trousse.catalogue.report.FormToken;
import org.trousse.catalogue.report.Report;
import org.trousse.catalogue.report.ReportLane;

/// Takes what visitors report, of an app or of this site.
public final class ReportRoutes {
  private final PageRoutes pages;
  private final ReportLane reports;
  private final FormToken forms;

  /// What a report is about.
  ///
  /// @param name the app; empty: this site
  /// @param path the form's own, below the language
  /// @param back where to go on
  public record Matter(
      @Nullable String softwareId,
      String name,
      String title,
      String lead,
      String path,
      String back) {}

  public ReportRoutes(PageRoutes pages, ReportLane reports, FormToken forms) {
    this.pages = pages;
    this.reports = reports;
    this.forms = forms;
  }

  public Future<Void> show(RoutingContext context, Words words, Matter matter) {
    return send(context, words, matter, 200, List.of(), Written.NOTHING);
  }

  private Future<Void> send(
      RoutingContext context,
      Words words,
      Matter matter,
      int status,
      List<String> faults,
      Written written) {
    String action = "/" + words.tag() + "/" + matter.path();
    ReportView view =
        new ReportView(
            words,
            matter.name(),
            matter.title(),
            matter.lead(),
            action,
            matter.back(),
            forms.make(action),
            faults,
            written);
    Page page = Page.of(matter.title(), matter.path(), "report.jte", view).status(status);
    return pages.send(context, words, page);
  }

  public Future<Void> take(RoutingContext context, Words words, Matter matter) {
    Written written =
        new Written(field(context, "about"), field(context, "text"), field(context, "contact"));
    List<String> faults = faults(written);
    String action = "/" + words.tag() + "/" + matter.path();
    if (!forms.holds(field(context, "token"), action)) {
      faults.addFirst("token");
    }
    if (!faults.isEmpty()) {
      return send(context, words, matter, 422, faults, written);
    }
    Report report = report(matter, written);
    String address = Objects.requireNonNull(context.request().remoteAddress()).hostAddress();
    return reports
        .report(String.valueOf(address), report)
        .compose(kept ->
            kept
                ? thanks(context, words, matter, report)
                : send(context, words, matter, 429, List.of("rate"), written));
  }

  private Report report(Matter matter, Written written) {
    return new Report(
        UUID.randomUUID(),
        matter.softwareId(),
        Report.About.of(written.about()).orElseThrow(),
        written.text(),
        written.contact().isBlank() ? null : written.contact(),
        pages.clock().instant());
  }

  static List<String> faults(Written written) {
    List<String> faults = new ArrayList<>();
    if (Report.About.of(written.about()).isEmpty()) {
      faults.add("about");
    }
    if (written.text().isBlank() || written.text().length() > Report.WORDS_MAX) {
      faults.add("text");
    }
    if (written.contact().length() > Report.CONTACT_MAX) {
      faults.add("contact");
    }
    return faults;
  }

  private Future<Void> thanks(RoutingContext context, Words words, Matter matter, Report report) {
    String number = report.id().toString().substring(0, 8);
    ReportView.Thanks view =
        new ReportView.Thanks(
            words, words.text("report.thanks"), number, report.contact() != null, matter.back());
    return pages.send(context, words, Page.of(view.title(), matter.path(), "reported.jte", view));
  }

  /// U+0000 is no text that a table could keep.
  private static String field(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getFormAttribute(name))
        .map(text -> text.replace("\u0000", "").strip())
        .orElse("");
  }
}
