package org.trousse.consent.grant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trousse.consent.app.App;

/// What a patient keeps as proof: the text as it was shown, and what was allowed, in one signed
/// object that verifies without us. It holds no token and no id of the record.
public final class Receipt {
  /// `typ` of the JWS.
  public static final String TYPE = "trousse-receipt+jwt";

  private Receipt() {}

  /// The claims to sign.
  ///
  /// @param issuer the server's public URL
  public static Map<String, Object> claims(
      String issuer, App app, Grant grant, NewGrant answer, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("jti", grant.id() + "." + grant.version());
    claims.put("iat", now.getEpochSecond());
    claims.put("grant_id", grant.id().toString());
    claims.put("version", grant.version());
    claims.put("client_id", app.clientId());
    claims.put("app", app.entry().name());
    claims.put("editor", app.entry().legalName());
    claims.put("reference", app.entry().reference());
    claims.put(
        "permissions",
        grant.permissions().stream().sorted().map(permission -> permission.word()).toList());
    if (grant.historyFrom() != null) {
      claims.put("history_from", grant.historyFrom().toString());
    }
    claims.put("duration", grant.duration().word());
    claims.put("ends_at", grant.endsAt().toString());
    claims.put("offline", grant.offline());
    claims.put("language", answer.language());
    claims.put("text", answer.shown());
    claims.put("text_sha256", sha256(answer.shown()));
    return claims;
  }

  /// Lower-case hexadecimal, of the text in UTF-8.
  public static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
