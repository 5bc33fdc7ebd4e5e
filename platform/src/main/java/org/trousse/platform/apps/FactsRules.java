package org.trousse.platform.apps;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.listing.Want;
import org.trousse.referencing.manifest.Manifest;

/// What of a manifest the public sees, in the catalogue's words.
final class FactsRules {
  private FactsRules() {}

  static Facts of(Manifest manifest) {
    return new Facts(
        manifest.name(),
        text(manifest.summary()),
        text(manifest.description()),
        needs(manifest),
        editor(manifest.editor()),
        contacts(manifest.contacts()),
        audience(manifest.audience()),
        exchange(manifest.exchange()),
        manifest.devices().stream().map(FactsRules::device).toList(),
        hosting(manifest.hosting()),
        manifest.languages(),
        manifest.platforms().stream()
            .map(one -> Facts.AppPlatform.valueOf(one.name()))
            .collect(Collectors.toSet()),
        new Facts.Price(
            Facts.PriceModel.valueOf(manifest.price().model().name()),
            text(manifest.price().words())),
        medicalDevice(manifest.medicalDevice()),
        ai(manifest.ai()),
        study(manifest.study()),
        new Facts.Security(null, manifest.pages().disclosure(), null),
        pages(manifest.pages()),
        new Facts.Releases(
            manifest.release().version(), LocalDate.parse(manifest.release().date()), null));
  }

  static Text text(org.trousse.referencing.text.Text text) {
    return new Text(text.french(), text.english());
  }

  /// What people look for: the kinds of data that the app reads, adds or measures.
  private static Set<String> needs(Manifest manifest) {
    Stream<String> wanted =
        manifest.wants().stream()
            .map(want -> want.permission().substring(0, want.permission().indexOf('.')));
    Stream<String> measured = manifest.devices().stream().flatMap(one -> one.kinds().stream());
    return Stream.concat(wanted, measured)
        .filter(kind -> !kind.equals("identity"))
        .collect(Collectors.toSet());
  }

  private static Facts.Editor editor(Manifest.Editor editor) {
    return new Facts.Editor(
        editor.legalName(), editor.registration(), editor.country(), editor.website());
  }

  private static Facts.Contacts contacts(Manifest.Contacts contacts) {
    return new Facts.Contacts(contacts.support(), contacts.security(), contacts.dataProtection());
  }

  private static Facts.Audience audience(Manifest.Audience audience) {
    return new Facts.Audience(audience.patients(), audience.professionals(), audience.minors());
  }

  private static Facts.@Nullable Exchange exchange(Manifest.@Nullable Exchange exchange) {
    return exchange == null
        ? null
        : new Facts.Exchange(
            exchange.profile().word(),
            exchange.redirectUris(),
            exchange.origins(),
            exchange.jwksUri(),
            exchange.jwks(),
            exchange.deviceFlow(),
            exchange.wants().stream().map(FactsRules::want).toList(),
            exchange.recipients().stream().map(FactsRules::text).toList());
  }

  private static Want want(Manifest.Want want) {
    return new Want(want.permission(), want.needed(), text(want.reason()), text(want.without()));
  }

  private static Facts.Device device(Manifest.DeviceModel device) {
    return new Facts.Device(device.name(), device.maker(), device.riskClass(), device.kinds());
  }

  private static Facts.Hosting hosting(Manifest.Hosting hosting) {
    String expires = hosting.expires();
    List<Facts.SubProcessor> subProcessors =
        hosting.subProcessors().stream()
            .map(one ->
                new Facts.SubProcessor(
                    one.name(), one.country(), text(one.task()), one.healthData()))
            .toList();
    return new Facts.Hosting(
        hosting.provider(),
        hosting.certificate(),
        expires == null ? null : LocalDate.parse(expires),
        hosting.countries(),
        subProcessors);
  }

  private static Facts.@Nullable MedicalDevice medicalDevice(
      Manifest.@Nullable MedicalDevice device) {
    return device == null
        ? null
        : new Facts.MedicalDevice(device.riskClass(), device.udiDi(), device.notifiedBody());
  }

  private static Facts.@Nullable Ai ai(Manifest.@Nullable Ai ai) {
    return ai == null
        ? null
        : new Facts.Ai(text(ai.use()), text(ai.oversight()), text(ai.limits()));
  }

  private static Facts.@Nullable Study study(Manifest.@Nullable Study study) {
    return study == null
        ? null
        : new Facts.Study(
            text(study.design()), study.participants(), text(study.result()), study.link());
  }

  private static Facts.Pages pages(Manifest.Pages pages) {
    Facts.Level level =
        switch (pages.accessibilityLevel()) {
          case "total" -> Facts.Level.TOTAL;
          case "partial" -> Facts.Level.PARTIAL;
          default -> Facts.Level.NONE;
        };
    return new Facts.Pages(
        pages.privacyFrench(), pages.privacyEnglish(), pages.accessibility(), level);
  }
}
