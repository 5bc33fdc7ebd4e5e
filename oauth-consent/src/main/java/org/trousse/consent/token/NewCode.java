package org.trousse.consent.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.token.GrantsScope.Asked;

/// What an authorization code stands for.
///
/// @param challenge PKCE, S256 (RFC 7636)
/// @param jkt the key that must prove itself at the token endpoint (RFC 9449 §10); null: any
/// @param authTime when the patient signed in
/// @param session the sign-in that it came of; `online_access` dies with it
public record NewCode(
    String clientId,
    UUID grantId,
    String redirectUri,
    String challenge,
    @Nullable String jkt,
    @Nullable String nonce,
    Asked asked,
    Instant authTime,
    @Nullable UUID session) {}
