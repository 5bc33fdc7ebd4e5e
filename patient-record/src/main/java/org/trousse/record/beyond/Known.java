package org.trousse.record.beyond;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;

/// Which parts of an Observation the columns hold.
public interface Known {
  boolean extension(Extension extension);

  boolean category(CodeableConcept category);

  boolean site(CodeableConcept place);

  /// Of this Observation, whose device may tell it.
  boolean method(Observation observation);

  boolean component(ObservationComponentComponent component);
}
