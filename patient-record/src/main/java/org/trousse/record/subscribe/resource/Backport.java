package org.trousse.record.subscribe.resource;

/// The words of HL7's Subscriptions R5 Backport 1.1 (hl7.fhir.uv.subscriptions-backport).
public final class Backport {
  private static final String GUIDE =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

  public static final String SUBSCRIPTION = GUIDE + "backport-subscription";
  public static final String NOTIFICATION = GUIDE + "backport-subscription-notification-r4";
  public static final String STATUS = GUIDE + "backport-subscription-status-r4";
  public static final String TOPICS = GUIDE + "capabilitystatement-subscriptiontopic-canonical";

  static final String FILTER = GUIDE + "backport-filter-criteria";
  static final String CONTENT = GUIDE + "backport-payload-content";
  static final String HEARTBEAT = GUIDE + "backport-heartbeat-period";
  static final String TIMEOUT = GUIDE + "backport-timeout";
  static final String MAX_COUNT = GUIDE + "backport-max-count";

  /// Ours: what notifications are signed with, told once.
  public static final String SECRET = "urn:trousse:subscription-secret";

  private Backport() {}
}
