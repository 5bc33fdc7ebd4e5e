package org.trousse.referencing.evidence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane.Entered;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.evidence.EvidenceStore.Gone;
import org.trousse.referencing.evidence.EvidenceStore.Kept;
import org.trousse.referencing.evidence.EvidenceStore.Wish;
import org.trousse.referencing.evidence.HandIn.NotTaken;
import org.trousse.referencing.evidence.HandIn.Taken;
import org.trousse.referencing.evidence.content.ContentRules;
import org.trousse.referencing.evidence.content.FileKind;
import org.trousse.referencing.evidence.content.FileName;
import org.trousse.referencing.evidence.content.Recognition;
import org.trousse.referencing.member.Access;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.text.Text;

/// Handing in, listing, fetching and taking back: whether they may, what the file is, then the
/// rows.
public final class EvidenceLane {
  private static final Text CLOSED =
      new Text(
          "Le dossier n’accepte pas de pièce dans cet état : attendez qu’on vous redonne la main.",
          "The dossier takes no evidence in this state: wait until it is your turn again.");
  private static final Text CRITERION =
      new Text(
          "La spécification de ce dossier n’a pas ce critère.",
          "This dossier's specification has no such criterion.");

  private final Vertx vertx;
  private final EvidenceStore store;
  private final HearsFiles hears;

  /// Hears that a dossier's files changed.
  @FunctionalInterface
  public interface HearsFiles {
    Future<Void> changed(Who who, UUID dossier);
  }

  /// A file as it came in.
  record File(String criterion, String name, Buffer bytes) {
    /// Never the content.
    @Override
    public String toString() {
      return "File(" + criterion + ")";
    }
  }

  /// A file that was looked at, off the event loop: ten megabytes take a while.
  private record Looked(Recognition recognition, String sha256) {}

  public EvidenceLane(Vertx vertx, EvidenceStore store) {
    this(vertx, store, (who, dossier) -> Future.succeededFuture());
  }

  /// @param hears told after the rows stand and before the answer leaves
  public EvidenceLane(Vertx vertx, EvidenceStore store, HearsFiles hears) {
    this.vertx = vertx;
    this.store = store;
    this.hears = hears;
  }

  /// Why this one may not hand anything in here; empty: they may. Asked before a byte is read.
  static Optional<NotTaken> refusal(Entered entered, String criterion) {
    DossierFacts dossier = entered.dossier();
    return switch (AccessRules.decide(
        entered.who(), Action.HAND_IN_EVIDENCE, dossier.organisation())) {
      case Access.NotAllowed(var why) ->
          Optional.of(new NotTaken(DoorProblemKind.NOT_ALLOWED, why));
      case Access.Hidden() -> Optional.of(new NotTaken(DoorProblemKind.NO_SUCH_THING));
      case Access.Allowed() when !dossier.criteria().contains(criterion) ->
          Optional.of(new NotTaken(DoorProblemKind.NO_SUCH_THING, CRITERION));
      case Access.Allowed() when !dossier.takesEvidence() ->
          Optional.of(new NotTaken(DoorProblemKind.NOT_NOW, CLOSED));
      case Access.Allowed() -> Optional.empty();
    };
  }

  Future<HandIn> handIn(Entered entered, File file) {
    Optional<NotTaken> refusal = refusal(entered, file.criterion());
    if (refusal.isPresent()) {
      return Future.succeededFuture(refusal.get());
    }
    return vertx
        .executeBlocking(() -> look(file.bytes().getBytes()), false)
        .map(Objects::requireNonNull)
        .compose(looked ->
            switch (looked.recognition()) {
              case Recognition.NotTaken(var why) ->
                  Future.succeededFuture(
                      new NotTaken(
                          file.bytes().length() > ContentRules.BYTES_MAX
                              ? DoorProblemKind.FILE_TOO_LARGE
                              : DoorProblemKind.FILE_KIND,
                          why));
              case Recognition.Recognised(var kind) -> named(entered, file, kind, looked.sha256());
            });
  }

  private static Looked look(byte[] bytes) {
    return new Looked(
        ContentRules.recognise(bytes), HexFormat.of().formatHex(Snapshot.sha256().digest(bytes)));
  }

  private Future<HandIn> named(Entered entered, File file, FileKind kind, String sha256) {
    Optional<String> name = FileName.of(file.name(), kind);
    if (name.isEmpty()) {
      return Future.succeededFuture(
          new NotTaken(DoorProblemKind.FILE_KIND, FileName.wrongEnding(kind)));
    }
    Wish wish =
        new Wish(
            entered.dossier().organisation(),
            entered.dossier().dossier(),
            file.criterion(),
            name.get(),
            kind,
            file.bytes(),
            sha256,
            entered.visitor().standing().account());
    return store
        .add(wish)
        .compose(kept ->
            switch (kept) {
              case Kept.Stands(var evidence, var fresh) ->
                  hears.changed(entered.who(), wish.dossier()).map(new Taken(evidence, fresh));
              case Kept.Full() ->
                  Future.succeededFuture(new NotTaken(DoorProblemKind.DOSSIER_FULL));
            });
  }

  /// All versions, withdrawn ones too.
  public Future<Answer<List<Evidence>>> list(Who who, DossierFacts dossier) {
    return MemberLane.when(
        who,
        Action.READ_EVIDENCE,
        dossier.organisation(),
        () -> store.of(dossier.organisation(), dossier.dossier()).map(Answer.Given::new));
  }

  Future<Answer<Evidence>> find(Who who, DossierFacts dossier, UUID id) {
    return MemberLane.when(
        who,
        Action.READ_EVIDENCE,
        dossier.organisation(),
        () ->
            store
                .find(dossier.organisation(), dossier.dossier(), id)
                .map(found ->
                    found.<Answer<Evidence>>map(Answer.Given::new).orElseGet(Answer.Unknown::new)));
  }

  Future<Buffer> slice(Evidence evidence, int from, int length) {
    return store.slice(evidence.organisation(), evidence.sha256(), from, length);
  }

  /// Takes a version back: a draft is deleted, what was submitted is withdrawn and kept.
  public Future<Answer<Gone>> remove(Who who, DossierFacts dossier, UUID id) {
    return MemberLane.when(
        who,
        Action.HAND_IN_EVIDENCE,
        dossier.organisation(),
        () ->
            dossier.takesEvidence()
                ? store
                    .remove(dossier.organisation(), dossier.dossier(), id)
                    .compose(gone ->
                        gone == Gone.UNKNOWN
                            ? Future.succeededFuture(new Answer.Unknown<>())
                            : hears.changed(who, dossier.dossier()).map(new Answer.Given<>(gone)))
                : Future.succeededFuture(new Answer.Refused<>(CLOSED)));
  }
}
