package org.trousse.record.beyond;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/// Parts an Observation into what columns hold and what is kept beside them.
///
/// What names another resource by its id is never kept: ids are one app's own, and nobody else
/// could follow it. What modifies the meaning of an element is never kept either: who does not
/// understand it must not act as if it were not there (R4 extensibility). Both stay in the core,
/// which refuses them.
public final class Beyond {
  /// As much as a few long notes.
  public static final int CHARACTERS_MAX = 16 * 1024;

  private static final String TYPE = "\"resourceType\":\"Observation\"";

  private final Observation core;
  private final Observation rest = new Observation();
  private final Known known;

  /// An Observation in two.
  ///
  /// @param core what columns are filled from
  /// @param extra members of an R4 Observation, as JSON; null: it says nothing more
  public record Parted(Observation core, @Nullable String extra) {
    public boolean isTooLong() {
      return extra != null && extra.length() > CHARACTERS_MAX;
    }
  }

  private Beyond(Observation observation, Known known) {
    this.core = observation.copy();
    this.known = known;
  }

  public static Parted part(Observation observation, Known known) {
    return new Beyond(observation, known).parted();
  }

  private Parted parted() {
    core.getIdentifier()
        .forEach(one -> {
          if (isSafe(one)) {
            rest.addIdentifier(one.copy());
          }
        });
    moved(core.getExtension(), rest.getExtension(), one -> !known.extension(one));
    moved(core.getCategory(), rest.getCategory(), one -> !known.category(one));
    moved(core.getPerformer(), rest.getPerformer(), one -> true);
    moved(core.getNote(), rest.getNote(), one -> true);
    moved(core.getReferenceRange(), rest.getReferenceRange(), one -> true);
    moved(core.getComponent(), rest.getComponent(), one -> !known.component(one));
    text();
    site();
    method();
    if (core.hasDataAbsentReason() && isSafe(core.getDataAbsentReason())) {
      rest.setDataAbsentReason(core.getDataAbsentReason().copy());
    }
    String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(rest);
    String extra = json.replaceFirst(TYPE + ",?", "");
    return new Parted(core, extra.equals("{}") ? null : extra);
  }

  /// A place that columns know may have words beside its code.
  private void site() {
    CodeableConcept site = core.getBodySite();
    boolean bare = known.site(site) && !site.hasText();
    if (core.hasBodySite() && !bare && isSafe(site)) {
      rest.setBodySite(site.copy());
      core.setBodySite(known.site(site) ? site : null);
    }
  }

  private void method() {
    boolean bare = known.method(core) && !core.getMethod().hasText();
    if (core.hasMethod() && !bare && isSafe(core.getMethod())) {
      rest.setMethod(core.getMethod().copy());
      core.setMethod(known.method(core) ? core.getMethod() : null);
    }
  }

  private void text() {
    if (core.getCode().hasText()) {
      rest.getCode().setText(core.getCode().getText());
      core.getCode().setText(null);
    }
  }

  private static <T extends Element> void moved(
      List<T> from, List<T> to, Predicate<? super T> beyond) {
    List<T> moved = from.stream().filter(beyond).filter(Beyond::isSafe).toList();
    to.addAll(moved);
    from.removeAll(moved);
  }

  /// Nothing in it names a resource by its id, holds one, or modifies what stands around it.
  private static boolean isSafe(Base part) {
    if (part instanceof Reference reference && reference.hasReference()) {
      return false;
    }
    if (part instanceof DomainResource
        || (part instanceof Extension extension && !extension.hasUrl())) {
      return false;
    }
    for (Property property : part.children()) {
      boolean modifies = property.getName().equals("modifierExtension") && property.hasValues();
      if (modifies || !property.getValues().stream().allMatch(Beyond::isSafe)) {
        return false;
      }
    }
    return true;
  }

  /// A value that a component, or an extension, may have.
  static boolean isSafe(Type value) {
    return isSafe((Base) value);
  }
}
