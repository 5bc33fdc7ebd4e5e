package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;

/// Where a name leads, and in which countries that is. A name that leads inside says nothing more.
public final class ResolveCaller {
  static final long TIMEOUT_MS = 5_000;

  private final Doors doors;
  private final Countries countries;
  private final OutsideCaller.Resolves names;

  public ResolveCaller(Vertx vertx, Doors doors, Countries countries) {
    this(doors, countries, OutsideCaller.byDns(vertx));
  }

  ResolveCaller(Doors doors, Countries countries, OutsideCaller.Resolves names) {
    this.doors = doors;
    this.countries = countries;
    this.names = names;
  }

  public Future<Sight> look(Look.Resolve look) {
    String host = look.host().toLowerCase(Locale.ROOT);
    if (!Doors.isName(host) && !doors.openedName(host)) {
      return Future.succeededFuture(Reasons.notSeen(Reasons.NO_ADDRESS));
    }
    return names
        .all(host)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .map(addresses -> sight(host, addresses))
        .otherwise(Reasons::notSeen);
  }

  private Sight sight(String host, List<InetAddress> addresses) {
    boolean open =
        addresses.stream()
            .allMatch(address ->
                doors.open().test(address)
                    || (doors.openedName(host) && address.isLoopbackAddress()));
    if (!open) {
      return Reasons.notSeen(Reasons.NOT_PUBLIC);
    }
    Map<String, String> found = new HashMap<>();
    for (InetAddress address : addresses) {
      countries.of(address).ifPresent(country -> found.put(address.getHostAddress(), country));
    }
    return new Sight.Addresses(
        addresses.stream().map(InetAddress::getHostAddress).toList(), Map.copyOf(found));
  }
}
