package org.trousse.referencing.member;

import java.time.Instant;
import java.util.UUID;

/// A person in an organisation. One account may be in several.
public record Member(UUID organisation, UUID account, Role role, Instant since) {}
