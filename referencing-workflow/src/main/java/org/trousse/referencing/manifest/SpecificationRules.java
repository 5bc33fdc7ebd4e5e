package org.trousse.referencing.manifest;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.trousse.referencing.criterion.Condition;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Level;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.manifest.Manifest.AppPlatform;
import org.trousse.referencing.manifest.Manifest.Connection;
import org.trousse.referencing.manifest.Manifest.Profile;
import org.trousse.referencing.text.Text;

/// Which criteria an app is judged by, and why not by the others.
public final class SpecificationRules {
  private SpecificationRules() {}

  /// Whether one criterion applies to one app.
  public sealed interface Applicability {
    /// It is judged; only a mandatory one can stop the app.
    record Applies(boolean mandatory) implements Applicability {}

    /// It is not judged, for a reason that the manifest gives.
    record NotApplicable(Text reason) implements Applicability {}
  }

  /// Every criterion of the specification, in its order, by id.
  public static SequencedMap<String, Applicability> of(
      Specification specification, Manifest manifest, RiskTier tier) {
    SequencedMap<String, Applicability> all = new LinkedHashMap<>();
    specification
        .criteria()
        .forEach(criterion -> all.put(criterion.id(), of(criterion, manifest, tier)));
    return all;
  }

  public static Applicability of(Criterion criterion, Manifest manifest, RiskTier tier) {
    if (criterion.level() == Level.EXCHANGE && manifest.track() == Track.LISTING) {
      return new Applicability.NotApplicable(
          new Text(
              "L’application n’échange pas de données.", "The app does not exchange any data."));
    }
    if (!met(criterion.condition(), manifest, tier)) {
      return new Applicability.NotApplicable(whyNot(criterion.condition()));
    }
    return new Applicability.Applies(criterion.level() != Level.OPTIONAL);
  }

  private static boolean met(Condition condition, Manifest manifest, RiskTier tier) {
    return switch (condition) {
      case ALWAYS -> true;
      case PATIENTS -> manifest.audience().patients();
      case PROFESSIONALS -> manifest.audience().professionals();
      case MOBILE ->
          manifest.platforms().contains(AppPlatform.IOS)
              || manifest.platforms().contains(AppPlatform.ANDROID);
      case AI -> manifest.ai() != null;
      case DEVICES -> !manifest.devices().isEmpty();
      case MQTT_DEVICES ->
          manifest.devices().stream()
              .anyMatch(device ->
                  device.connection() == Connection.PLATFORM_MQTT || device.broker() != null);
      case MEDICAL_DEVICE ->
          manifest.medicalDevice() != null
              || manifest.devices().stream().anyMatch(device -> device.udiDi() != null);
      case CONFIDENTIAL_CLIENT ->
          manifest.exchange() != null && manifest.exchange().profile() != Profile.SMART_PUBLIC;
      case READS -> manifest.wants().stream().anyMatch(Manifest.Want::reads);
      case ADDS -> manifest.wants().stream().anyMatch(want -> !want.reads());
      case TIER_R3 -> tier.atLeast(RiskTier.R3);
    };
  }

  private static Text whyNot(Condition condition) {
    return switch (condition) {
      case ALWAYS -> throw new IllegalStateException("it always applies");
      case PATIENTS ->
          new Text("L’application ne s’adresse pas aux patients.", "The app is not for patients.");
      case PROFESSIONALS ->
          new Text(
              "L’application ne s’adresse pas aux professionnels de santé.",
              "The app is not for health professionals.");
      case MOBILE ->
          new Text(
              "L’application ne s’installe pas sur un téléphone.",
              "The app is not installed on a phone.");
      case AI -> new Text("L’application n’utilise pas d’IA.", "The app uses no AI.");
      case DEVICES ->
          new Text("L’application n’apporte aucun appareil.", "The app brings no device.");
      case MQTT_DEVICES ->
          new Text(
              "Aucun appareil de l’application ne parle MQTT.",
              "No device of the app speaks MQTT.");
      case MEDICAL_DEVICE ->
          new Text(
              "Ni l’application ni ses appareils ne sont des dispositifs médicaux.",
              "Neither the app nor its devices are medical devices.");
      case CONFIDENTIAL_CLIENT ->
          new Text(
              "L’application est publique : elle ne garde pas de clé.",
              "The app is a public client: it keeps no key.");
      case READS ->
          new Text(
              "L’application ne lit rien dans les dossiers.",
              "The app reads nothing from records.");
      case ADDS ->
          new Text("L’application n’ajoute rien aux dossiers.", "The app adds nothing to records.");
      case TIER_R3 ->
          new Text(
              "Le niveau de risque de l’application est inférieur à R3.",
              "The app’s risk tier is below R3.");
    };
  }
}
