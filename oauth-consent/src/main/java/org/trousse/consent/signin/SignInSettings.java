package org.trousse.consent.signin;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.provider.Provider;

/// How people sign in here.
///
/// @param publicUrl without a slash at its end
/// @param demo whether invented people can be picked instead of signing in
/// @param helpPhone whom to call when one cannot get in; null when nobody answers
public record SignInSettings(
    String publicUrl, List<Provider> providers, boolean demo, @Nullable String helpPhone) {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public SignInSettings {
    providers = List.copyOf(providers);
  }

  /// The first thing that is wrong, as a sentence that says what to do.
  public Optional<String> firstFault() {
    if (demo) {
      return providers.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Identity providers are configured, so nobody may be picked from a list: start"
                  + " `trousse serve`, or take the providers out.");
    }
    if (providers.isEmpty()) {
      return Optional.of(
          "No identity provider is configured, so nobody could sign in: name a file of providers,"
              + " or start the demo.");
    }
    Set<String> names = new HashSet<>();
    for (Provider provider : providers) {
      if (!names.add(provider.name())) {
        return Optional.of("Two identity providers are called " + provider.name() + ".");
      }
    }
    URI url = URI.create(publicUrl);
    return "https".equals(url.getScheme()) || THIS_MACHINE.contains(url.getHost())
        ? Optional.empty()
        : Optional.of("Sign-in needs https: give --public-url an address that begins with it.");
  }

  public Optional<Provider> provider(@Nullable String name) {
    return providers.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /// Registered at the provider; one for each, so that one's answer is never taken for another's
  /// (RFC 9700 §4.4.2).
  public String redirectUri(Provider provider) {
    return publicUrl + "/connexion/retour/" + provider.name();
  }

  /// Whether cookies may travel over https alone.
  public boolean secureCookies() {
    return publicUrl.startsWith("https:");
  }
}
