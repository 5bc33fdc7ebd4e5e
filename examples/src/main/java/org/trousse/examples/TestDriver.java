package org.trousse.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import org.trousse.examples.driven.DrivenFault;
import org.trousse.examples.driven.Driver;

/// A test driver (docs/test-driver.md): the platform asks it to have an app act in the sandbox. Its
/// door is [Driver]; the app behind it behaves as towards the real platform.
public final class TestDriver {
  private TestDriver() {}

  /// Arguments: the platform's address, `smart-public` or `fapi2`, a port, and the redirect URI of
  /// the manifest, e.g. `http://127.0.0.1:8080 smart-public 9400 https://app.example/callback`.
  public static void main(String[] arguments) throws IOException {
    serve(arguments, EnumSet.noneOf(DrivenFault.class));
  }

  /// Serves until it is stopped.
  static void serve(String[] arguments, Set<DrivenFault> faults) throws IOException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(
          "usage: PLATFORM smart-public|fapi2 PORT REDIRECT_URI " + words(faults));
    }
    URI platform = URI.create(arguments[0].replaceFirst("/+$", ""));
    boolean fapi = arguments[1].equals("fapi2");
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(here, Integer.parseInt(arguments[2])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    Driver.mount(server, platform, fapi, URI.create(arguments[3]), Driver.ALL_KINDS, faults);
    server.start();
    System.out.println("testDriver: http://127.0.0.1:" + arguments[2] + "/driver");
    System.out.println("jwksUri: http://127.0.0.1:" + arguments[2] + "/jwks");
  }

  private static String words(Set<DrivenFault> faults) {
    return faults.isEmpty() ? "" : List.of(DrivenFault.values()).toString();
  }

  static Set<DrivenFault> faults(String[] arguments) {
    Set<DrivenFault> faults = EnumSet.noneOf(DrivenFault.class);
    Arrays.stream(arguments)
        .skip(4)
        .map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'))
        .map(DrivenFault::valueOf)
        .forEach(faults::add);
    return faults;
  }
}
