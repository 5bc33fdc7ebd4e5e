package org.trousse.referencing.criterion;

import java.util.EnumSet;
import java.util.Set;

/// What a criterion is about; it does not apply to an app that has none of it.
public enum Condition {
  ALWAYS,
  /// The app is for patients.
  PATIENTS,
  /// The app is also for health professionals.
  PROFESSIONALS,
  /// The app is installed on a phone.
  MOBILE,
  /// The app uses artificial intelligence.
  AI,
  /// The app brings devices.
  DEVICES,
  /// A device of the app speaks MQTT, to the platform or to a broker of the vendor.
  MQTT_DEVICES,
  /// A device of the app, or the app itself, is a medical device.
  MEDICAL_DEVICE,
  /// The app keeps a key (not a public client).
  CONFIDENTIAL_CLIENT,
  /// The app reads from records.
  READS,
  /// The app adds to records.
  ADDS,
  /// Risk tier R3 or R4.
  TIER_R3;

  /// The tiers that can meet it.
  public Set<RiskTier> tiers() {
    return this == TIER_R3
        ? EnumSet.range(RiskTier.R3, RiskTier.R4)
        : EnumSet.allOf(RiskTier.class);
  }
}
