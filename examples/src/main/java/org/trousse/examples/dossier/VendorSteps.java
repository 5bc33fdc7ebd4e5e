package org.trousse.examples.dossier;

import static org.trousse.examples.dossier.DossierWalk.got;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.referencing.CheckRun;
import org.trousse.sdk.referencing.CriterionLine;
import org.trousse.sdk.referencing.DossierClient.Decision;
import org.trousse.sdk.referencing.DossierView;
import org.trousse.sdk.referencing.Finding;
import org.trousse.sdk.referencing.Words;

/// What the vendor does, step by step.
final class VendorSteps {
  /// A run takes a minute at most, and ten seconds lie between two.
  private static final Duration RUN_PATIENCE = Duration.ofSeconds(90);

  private static final int PAGE_TRIES = 40;
  private static final int PAGE_PAUSE_MS = 250;
  private static final int CHARACTERS_MAX = 1_000_000;

  private final DemoDesk desk;
  private final VendorSite site;
  private final PrintStream out;

  VendorSteps(DemoDesk desk, VendorSite site, PrintStream out) {
    this.desk = desk;
    this.site = site;
    this.out = out;
  }

  /// 1. Begin, save the manifest until nothing is wrong with it, hand in what people will read.
  DossierView prepare() {
    DossierView begun = got("begin a dossier", desk.script().begin(desk.vendor().id()));
    out.println("Began dossier " + begun.reference());

    String wrong = site.manifest(begun.reference(), "2026-02-30");
    DossierView draft = got("save a draft", desk.script().saveManifest(begun.id(), wrong));
    out.println("Saved a manifest with a mistake; it is kept, and the platform says:");
    draft
        .errors()
        .forEach(one ->
            out.println(
                "  " + one.at() + ": " + one.words().english() + " " + one.mend().english()));

    String right = site.manifest(begun.reference(), VendorSite.today());
    DossierView saved = got("save the manifest", desk.script().saveManifest(begun.id(), right));
    if (!saved.errors().isEmpty()) {
      throw new IllegalStateException("the manifest is refused: " + saved.errors());
    }
    long applying = saved.criteria().stream().filter(one -> one.notApplicable() == null).count();
    out.println(
        "Saved it right: risk tier %s, track %s; %d criteria apply, %d do not"
            .formatted(saved.tier(), saved.track(), applying, saved.criteria().size() - applying));

    List<CriterionLine> asked =
        saved.criteria().stream().filter(one -> one.progress().equals("TO_DO")).toList();
    asked.forEach(one -> handIn(saved.id(), one));
    out.println("Handed in " + asked.size() + " files, one for each criterion that asks for one");
    return saved;
  }

  private void handIn(String dossier, CriterionLine line) {
    byte[] file = line.id().equals("LOG-01") ? VendorSite.accessLog() : statement(line);
    String name = line.id().toLowerCase(Locale.ROOT) + ".json";
    got("hand in " + name, desk.script().handIn(dossier, line.id(), name, file));
  }

  /// A real vendor hands in the mandate, the contract, the test report: usually as PDF.
  private static byte[] statement(CriterionLine line) {
    return JsonObject.EMPTY
        .with("synthetic", true)
        .with("criterion", line.id())
        .with("statement", "An invented proof of: " + line.title().english())
        .json()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// 2. Have everything checked before submitting, as often as one likes.
  CheckRun check(String dossier) {
    CheckRun run = got("run the checks", desk.script().check(dossier, Set.of(), RUN_PATIENCE));
    out.println(
        "All automatic checks ran, before we submit, in %d s: %d passed, %d failed, %d could not look"
            .formatted(
                run.took().orElse(Duration.ZERO).toSeconds(),
                count(run, "PASSED"),
                count(run, "FAILED"),
                count(run, "NOT_VERIFIED")));
    run.findings().forEach(this::print);
    return run;
  }

  private static long count(CheckRun run, String outcome) {
    return run.findings().stream().filter(one -> one.outcome().equals(outcome)).count();
  }

  private void print(Finding finding) {
    List<Words> words = finding.saw();
    String saw = words.isEmpty() ? "" : words.get(words.size() - 1).english();
    out.println("  %s %s  %s".formatted(finding.criterion(), finding.outcome(), saw));
  }

  /// 3. Submit, naming the evidence that one stands for.
  void submit(String dossier) {
    DossierView seen = got("read the dossier", desk.script().view(dossier));
    Decision submit = new Decision("SUBMIT", "VENDOR_DECIDES", List.of(), seen.snapshot(), null);
    got("submit", desk.script().move(dossier, submit));
    DossierView there =
        got(
            "wait for admissibility",
            desk.script().await(dossier, Set.of("ADMISSIBILITY"), RUN_PATIENCE));
    out.println("Submitted; now " + there.state() + ", and it is " + turn(there));
  }

  private static String turn(DossierView view) {
    String due = view.due() == null ? "" : ", until " + view.due();
    return ("OURS".equals(view.turn()) ? "the platform's turn" : "the vendor's turn") + due;
  }

  /// 4. Sign the agreement, as a person; when the checks have passed once more, the app is listed.
  DossierView sign(String dossier) {
    DossierView agreed = got("read the dossier", desk.owner().view(dossier));
    Decision sign = new Decision("SIGN", "VENDOR_DECIDES", List.of(), agreed.snapshot(), null);
    DossierView signed = got("sign", desk.owner().move(dossier, sign));
    out.println("Signed the agreement; now " + signed.state() + ", and all checks run once more");
    DossierView listed =
        got(
            "wait until the app is listed",
            desk.owner().await(dossier, Set.of("LISTED", "REMEDIATION"), RUN_PATIENCE));
    if (!listed.state().equals("LISTED")) {
      throw new IllegalStateException("the hook-up failed: see the findings of " + dossier);
    }
    out.println("LISTED");
    return listed;
  }

  /// 5. See what the public sees.
  URI page(HttpClient http, DossierView listed) throws IOException, InterruptedException {
    URI place = URI.create(desk.platform() + "/catalogue/apps/" + listed.software());
    for (int tries = 0; tries < PAGE_TRIES; tries++) {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        JsonObject app = JsonObject.parse(answer.body(), CHARACTERS_MAX);
        String page = app.object("page").text("en").orElse(place.toString());
        out.println("In the catalogue: %s, %s".formatted(app.text("name").orElse(""), page));
        return URI.create(page);
      }
      Thread.sleep(PAGE_PAUSE_MS);
    }
    throw new IllegalStateException("the catalogue does not show " + listed.software());
  }
}
