package org.trousse.platform.revocation;

/// One process of the platform, as clients reach it.
///
/// @param url of its HTTP door, without a slash at its end
/// @param mqttPort on this machine
/// @param issuer of all nodes together
public record Node(String url, int mqttPort, String issuer) {}
