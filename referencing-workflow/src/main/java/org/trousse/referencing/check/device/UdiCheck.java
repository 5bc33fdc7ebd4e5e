package org.trousse.referencing.check.device;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;
import org.trousse.referencing.text.Text;

/// DEV-06: a medical device has a UDI device identifier whose check digit holds. Whether EUDAMED
/// knows it, a person looks up.
public final class UdiCheck implements Check {
  @Override
  public String criterion() {
    return "DEV-06";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of();
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    MedicalDevice app = subject.manifest().medicalDevice();
    if (app != null) {
      identifier(draft, subject.manifest().name(), app.udiDi());
    }
    for (DeviceModel device : subject.manifest().devices()) {
      if (device.riskClass() != null || device.udiDi() != null) {
        identifier(draft, device.name(), device.udiDi());
      } else {
        draft.looked(device.name());
        draft.saw(
            device.name() + " n’est pas déclaré comme dispositif médical.",
            device.name() + " is not declared as a medical device.");
      }
    }
    return draft.done();
  }

  private static void identifier(FindingDraft draft, String name, @Nullable String udiDi) {
    draft.looked(udiDi == null ? name : name + " " + udiDi);
    if (udiDi == null) {
      draft.fault(
          new Text(name + " n’a pas d’IUD-ID.", name + " has no UDI-DI."),
          new Text(
              "Déclarez l’IUD-ID qui figure sur l’étiquette.",
              "Declare the UDI-DI that its label bears."));
      return;
    }
    switch (UdiDi.of(udiDi)) {
      case UdiDi.Sound(var agency) ->
          draft.saw(name + " : IUD-ID " + agency + ".", name + ": UDI-DI of " + agency + ".");
      case UdiDi.Wrong(var agency) ->
          draft.fault(
              new Text(
                  name + " : la clé de contrôle (" + agency + ") est fausse.",
                  name + ": the check digit (" + agency + ") is wrong."),
              new Text("Recopiez l’IUD-ID de l’étiquette.", "Copy the UDI-DI from the label."));
      case UdiDi.Unknown() ->
          draft.fault(
              new Text(
                  name + " : l’IUD-ID n’a la forme d’aucune entité d’attribution.",
                  name + ": the UDI-DI has no issuing agency’s form."),
              new Text(
                  "GS1 : 14 chiffres ; HIBCC : +…, ICCBBA : =/…",
                  "GS1: 14 digits; HIBCC: +…; ICCBBA: =/…"));
    }
  }
}
