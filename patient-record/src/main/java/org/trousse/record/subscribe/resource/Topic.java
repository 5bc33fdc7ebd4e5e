package org.trousse.record.subscribe.resource;

import static org.trousse.record.fhir.JsonBytes.quoted;

/// The topic that apps may subscribe to. R4 knows no SubscriptionTopic: its canonical address leads
/// to a Basic with R5's elements as extensions.
public final class Topic {
  public static final String PATH = "/SubscriptionTopic/new-reading";

  private static final String ELEMENT =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.";

  private Topic() {}

  /// Its canonical address.
  ///
  /// @param base the FHIR base address
  public static String url(String base) {
    return base + PATH;
  }

  /// R4 Basic.
  public static String json(String base) {
    return """
    {"resourceType":"Basic","id":"new-reading","extension":[
    {"url":"%1$surl","valueUri":%2$s},
    {"url":"%1$stitle","valueString":"A new reading"},
    {"url":"%1$sstatus","valueCode":"active"},
    {"url":"%1$sdescription","valueMarkdown":"An Observation of the token's patient was created, by\
     a device, an app or a person. A reading that is amended or marked as entered in error\
     afterwards makes no event. Filters: patient, subject, code, category."}],
    "code":{"coding":[{"system":"http://hl7.org/fhir/fhir-types","code":"SubscriptionTopic"}]}}\
    """
        .formatted(ELEMENT, quoted(url(base)))
        .replace("\n", "");
  }
}
