package org.trousse.referencing.check;

import java.time.Instant;
import java.util.UUID;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.manifest.Manifest;

/// Whom a check looks at.
///
/// @param now when the run began
public record Subject(UUID dossier, Manifest manifest, RiskTier tier, Instant now) {}
