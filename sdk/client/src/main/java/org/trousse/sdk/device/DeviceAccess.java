package org.trousse.sdk.device;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;

/// Where a device's gateway is and how the device signs in there.
///
/// @param tls what to trust; null speaks in the clear, for a gateway on this machine alone
/// @param password as the registration gave it
/// @param clientId names the session that survives a lost connection; one running program each
public record DeviceAccess(
    String host,
    int port,
    @Nullable SSLContext tls,
    DeviceId device,
    String password,
    String clientId) {

  /// In the clear, with the device's name as client id.
  public static DeviceAccess plain(String host, int port, DeviceId device, String password) {
    return new DeviceAccess(host, port, null, device, password, device.username());
  }

  /// Where readings of `codec` go.
  public String upTopic(String codec) {
    return topic("/up/" + codec);
  }

  /// Where the gateway says what became of each record.
  public String ackTopic() {
    return topic("/down/ack");
  }

  String serverUri() {
    return (tls == null ? "tcp://" : "ssl://") + host + ":" + port;
  }

  private String topic(String end) {
    return "dg/1/" + device.tenant() + "/" + device.name() + end;
  }

  /// Never the password.
  @Override
  public String toString() {
    return "DeviceAccess(" + serverUri() + ", " + device.username() + ")";
  }
}
