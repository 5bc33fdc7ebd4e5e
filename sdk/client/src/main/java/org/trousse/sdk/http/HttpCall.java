package org.trousse.sdk.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request.
///
/// @param body null when there is none
/// @param token what opens the door; null when nothing is needed
/// @param bound whether it carries a DPoP proof where the app has a key
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable Token token,
    boolean bound) {

  /// RFC 6750 §2.1, RFC 9449 §7.1.
  ///
  /// @param scheme `Bearer` or `DPoP`
  public record Token(String scheme, String secret) {
    @Override
    public String toString() {
      return "Token(" + scheme + ")";
    }
  }

  public HttpCall {
    headers = Map.copyOf(headers);
  }

  public static HttpCall get(URI uri, String accept) {
    return new HttpCall("GET", uri, Map.of("Accept", accept), null, null, false);
  }

  /// A form to an endpoint of the authorization server.
  public static HttpCall post(URI uri, Form form) {
    Map<String, String> headers =
        Map.of("Accept", "application/json", "Content-Type", Form.MEDIA_TYPE);
    return new HttpCall("POST", uri, headers, form.encoded(), null, false);
  }

  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, uri, more, body, token, bound);
  }

  /// With a proof of the app's key, where it has one.
  public HttpCall boundToKey() {
    return new HttpCall(method, uri, headers, body, token, true);
  }

  public HttpCall opening(Token with) {
    return new HttpCall(method, uri, headers, body, with, true);
  }

  /// Never what it carries.
  @Override
  public String toString() {
    return "HttpCall(" + method + " " + uri.getPath() + ")";
  }
}
