package org.trousse.consent.app;

/// An app as it stands now.
///
/// @param version grows when the app declares other permissions
public record App(
    String clientId, SecurityProfile profile, AppStatus status, int version, AppEntry entry) {}
