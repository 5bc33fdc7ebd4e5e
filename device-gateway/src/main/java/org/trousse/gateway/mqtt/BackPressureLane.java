package org.trousse.gateway.mqtt;

import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.impl.MqttEndpointImpl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Stops reading from a client that does not read its acknowledgements. vertx-mqtt has no such
/// thing: its endpoint keeps the socket to itself, and what a client leaves unread piles up in the
/// heap (docs/decisions/0004). So this class looks the socket up once, by name; a version without
/// that field fails the first connection of the first test.
final class BackPressureLane {
  private static final VarHandle SOCKET = socketField();

  private final NetSocketInternal socket;
  private boolean paused;

  BackPressureLane(MqttEndpoint endpoint) {
    this.socket = (NetSocketInternal) SOCKET.get((MqttEndpointImpl) endpoint);
    socket.drainHandler(drained -> resume());
  }

  /// Reads no more until [#resume], e.g. while a sign-in is looked up.
  void pause() {
    paused = true;
    socket.pause();
  }

  void resume() {
    if (paused) {
      paused = false;
      socket.resume();
    }
  }

  /// Throws away what still comes: after a goodbye vertx-mqtt answers each packet that was on the
  /// wire with an exception, and a client could fill the log with them.
  void hearNoMore() {
    socket.messageHandler(ReferenceCountUtil::release);
    resume();
  }

  /// After each write: a full queue means that the client is not reading.
  void afterWrite() {
    if (!paused && socket.writeQueueFull()) {
      pause();
    }
  }

  private static VarHandle socketField() {
    try {
      return MethodHandles.privateLookupIn(MqttEndpointImpl.class, MethodHandles.lookup())
          .findVarHandle(MqttEndpointImpl.class, "conn", NetSocketInternal.class);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(
          "this vertx-mqtt keeps its socket elsewhere: see docs/decisions/0004", changed);
    }
  }
}
