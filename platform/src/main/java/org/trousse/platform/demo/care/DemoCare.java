package org.trousse.platform.demo.care;

import java.util.List;
import java.util.UUID;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.sdk.PatientId;

/// The demo's professionals as they stand.
public record DemoCare(List<Carer> carers) {
  /// One of them.
  ///
  /// @param profession TRE_G15
  /// @param patients who named them
  public record Carer(
      DemoWorker.Post post,
      UUID account,
      String name,
      String profession,
      String rpps,
      List<PatientId> patients) {
    public Carer {
      patients = List.copyOf(patients);
    }

    /// Never who.
    @Override
    public String toString() {
      return "Carer(" + post + ")";
    }
  }

  public DemoCare {
    carers = List.copyOf(carers);
  }
}
