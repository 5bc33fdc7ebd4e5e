package org.trousse.platform.watch;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import tools.jackson.databind.json.JsonMapper;

/// `/livez`: the process answers. `/readyz`: it can take and give readings. `/metrics`: Prometheus.
public final class WatchRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Health health;
  private final PrometheusMeterRegistry metrics;

  public WatchRoutes(Health health, PrometheusMeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  /// On every port.
  public void mountHealth(Router router) {
    router.get("/livez").handler(context -> context.response().end("alive\n"));
    router.get("/readyz").handler(this::ready);
  }

  /// On the operators' port alone.
  public void mountMetrics(Router router) {
    router
        .get("/metrics")
        .handler(context ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape()));
  }

  private void ready(RoutingContext context) {
    context
        .response()
        .setStatusCode(health.ready() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(JSON.writeValueAsString(health.report()));
  }
}
