package org.trousse.referencing.sandbox.door;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.scene.Fault;
import org.trousse.referencing.sandbox.scene.Scopes;
import org.trousse.referencing.sandbox.scene.StoredRecord;
import org.trousse.referencing.sandbox.scene.Tamper;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Json;
import org.trousse.referencing.sandbox.wire.Reply;
import tools.jackson.databind.node.ObjectNode;

/// The token endpoint (RFC 6749 §4.1.3, §6), with the rotation that the real server has.
final class TokenDoor {
  private static final int ACCESS_SECONDS = 300;

  private TokenDoor() {}

  static Reply tokens(Visit visit) {
    Optional<Form> form = Form.parse(visit.ask().body());
    if (!visit.ask().method().equals("POST") || form.isEmpty()) {
      return Reply.refused(400, "invalid_request", "POST one form");
    }
    visit.note("grant", form.get().get("grant_type"));
    Optional<Reply> stranger = Clients.refusal(visit, form.get());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Clients.Bound bound = Clients.bound(visit, "");
    if (!bound.wrong().isEmpty() || (visit.run().fapi() && bound.jkt().isEmpty())) {
      String why = bound.wrong().isEmpty() ? "a proof is needed" : bound.wrong();
      return Reply.refused(400, "invalid_dpop_proof", why);
    }
    return switch (form.get().get("grant_type")) {
      case "authorization_code" -> redeem(visit, form.get(), bound.jkt());
      case "refresh_token" -> refresh(visit, form.get(), bound.jkt());
      default -> Reply.refused(400, "unsupported_grant_type", "use authorization_code");
    };
  }

  static Reply revoke(Visit visit) {
    Form form = Form.parse(visit.ask().body()).orElse(new Form(Map.of()));
    Optional<Reply> stranger = Clients.refusal(visit, form);
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Run.Refresh refresh = visit.run().refreshes.get(form.get("token"));
    if (refresh != null) {
      endFamily(visit.run());
    }
    return Reply.empty(200);
  }

  private static Reply redeem(Visit visit, Form form, String jkt) {
    Run.Asked asked = visit.run().codes.remove(form.get("code"));
    visit.note("code", asked == null ? "unknown" : "fresh");
    if (asked == null) {
      return Reply.refused(400, "invalid_grant", "the code is unknown or used");
    }
    boolean verified = DpopProof.sha256(form.get("code_verifier")).equals(asked.challenge());
    visit.note("pkce", verified ? "verified" : "wrong");
    boolean sameKey = asked.jkt().isEmpty() || asked.jkt().equals(jkt);
    if (!verified || !sameKey || !asked.redirectUri().equals(form.get("redirect_uri"))) {
      return Reply.refused(400, "invalid_grant", "verifier, key or redirect_uri differ");
    }
    return Reply.json(200, issued(visit, asked, jkt, null)).with("Cache-Control", "no-store");
  }

  private static Reply refresh(Visit visit, Form form, String jkt) {
    Run run = visit.run();
    Run.Refresh token = run.refreshes.get(form.get("refresh_token"));
    if (token == null || token.ended || run.revoked) {
      visit.note("refresh", token == null ? "unknown" : "ended");
      return Reply.refused(400, "invalid_grant", "the permission has ended");
    }
    if (run.isPublic() && !token.jkt.equals(jkt)) {
      visit.note("refresh", "other key");
      return Reply.refused(400, "invalid_grant", "another key");
    }
    if (!run.fapi() && token.successorSeen) {
      visit.note("refresh", "replayed");
      endFamily(run);
      return Reply.refused(400, "invalid_grant", "this refresh token was used before");
    }
    if (token.parent != null) {
      token.parent.successorSeen = true;
    }
    String again = token.successor;
    visit.note("refresh", again == null ? "current" : "retried");
    ObjectNode answer =
        again == null ? issued(visit, token.asked, jkt, token) : Json.parse(again).orElseThrow();
    if (!run.fapi()) {
      token.successor = answer.toString();
    }
    Reply reply = Reply.json(200, answer).with("Cache-Control", "no-store");
    if (run.plays(Fault.LOST_REFRESH) && !run.refreshLost) {
      run.refreshLost = true;
      visit.note("lost", "yes");
      return reply.thatIsLost();
    }
    return reply;
  }

  /// RFC 9700 §4.14.2: a replay ends all that came from the permission.
  private static void endFamily(Run run) {
    run.refreshes.values().forEach(one -> one.ended = true);
    run.accesses.values().forEach(one -> one.ended = true);
  }

  private static ObjectNode issued(
      Visit visit, Run.Asked asked, String jkt, Run.@Nullable Refresh madeBy) {
    Run run = visit.run();
    String access = run.secret();
    run.accesses.put(access, new Run.Access(asked, jkt, madeBy));
    String scope = Scopes.granted(asked.scope(), asked.granted());
    ObjectNode json = Json.object();
    json.put("access_token", access);
    json.put("token_type", jkt.isEmpty() ? "Bearer" : "DPoP");
    json.put("expires_in", ACCESS_SECONDS);
    json.put("scope", scope);
    json.put("patient", StoredRecord.PATIENT);
    if (Scopes.words(scope).contains("offline_access") && (madeBy == null || !run.fapi())) {
      String refresh = run.secret();
      run.refreshes.put(refresh, new Run.Refresh(asked, jkt, madeBy));
      json.put("refresh_token", refresh);
    }
    if (Scopes.words(scope).contains("openid") && madeBy == null) {
      json.put("id_token", run.keys().idToken(claims(visit, asked), run.fapi()));
    }
    return json;
  }

  /// OpenID Connect Core §2.
  private static Map<String, Object> claims(Visit visit, Run.Asked asked) {
    Run run = visit.run();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", run.issuer());
    claims.put("sub", StoredRecord.PATIENT);
    claims.put("aud", Run.clientId());
    claims.put("iat", visit.now().getEpochSecond());
    claims.put("exp", visit.now().getEpochSecond() + ACCESS_SECONDS);
    claims.put("fhirUser", run.fhirBase() + "/Patient/" + StoredRecord.PATIENT);
    if (run.scene().tamper() == Tamper.NONCE) {
      claims.put("nonce", run.secret());
    } else if (!asked.nonce().isEmpty()) {
      claims.put("nonce", asked.nonce());
    }
    return claims;
  }
}
