package org.trousse.referencing.check.release;

import java.util.List;
import java.util.Optional;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.file.JsonFile;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.text.Text;

/// COD-01: each release has its bill of materials, and it is this build's.
final class SbomCheck implements Check {
  @Override
  public String criterion() {
    return "COD-01";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return Sbom.looks(subject);
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    Sbom.of(draft, subject, seen)
        .ifPresent(sbom -> judge(draft, sbom, subject.manifest().release()));
    return draft.done();
  }

  private static void judge(FindingDraft draft, Sbom sbom, Release release) {
    for (Text error : sbom.errors()) {
      draft.fault(
          error,
          new Text(
              "Générez le fichier par un outil CycloneDX et ne le modifiez pas à la main.",
              "Generate the file by a CycloneDX tool and do not edit it by hand."));
    }
    String version = JsonFile.text(sbom.product(), "version");
    if (!version.equals(release.version())) {
      draft.fault(
          new Text(
              "Elle décrit la version « " + version + " », pas " + release.version() + ".",
              "It describes version “" + version + "”, not " + release.version() + "."),
          new Text(
              "Publiez une nomenclature par version (metadata.component.version).",
              "Publish one bill for each release (metadata.component.version)."));
    }
    Optional<String> hash = sbom.productHash("SHA-256");
    if (hash.isEmpty() || !hash.get().equals(release.buildHash())) {
      draft.fault(
          hash.isEmpty()
              ? new Text(
                  "Elle ne donne pas l’empreinte SHA-256 du paquet.",
                  "It does not give the package’s SHA-256.")
              : new Text(
                  "L’empreinte du paquet n’est pas celle du manifeste.",
                  "The package’s hash is not the manifest’s."),
          new Text(
              "Mettez l’empreinte SHA-256 du paquet publié dans metadata.component.hashes et dans"
                  + " le manifeste.",
              "Put the published package’s SHA-256 into metadata.component.hashes and into the"
                  + " manifest."));
    }
    int count = sbom.components().size();
    draft.saw(count + " composant(s).", count + " component(s).");
  }
}
