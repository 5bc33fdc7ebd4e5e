package org.trousse.referencing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.outbound.Doors.Way;

final class DoorsTest {
  private static final Doors DOORS =
      Doors.real(address -> !address.isLoopbackAddress(), Set.of("localhost:8443"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vendor.example",
        "https://VENDOR.example/a?b=c",
        "https://api.vendor.example:443/",
        "https://xn--vndor-gra.example/",
        "https://localhost:8443/.well-known/security.txt",
        "http://localhost:8443/",
        "https://127.0.0.1.nip.example/"
      })
  void opens_names_on_the_usual_port_and_what_the_operator_listed(String uri) {
    assertThat(DOORS.way(URI.create(uri))).isInstanceOf(Way.Open.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://vendor.example/",
        "ftp://vendor.example/",
        "file:///etc/passwd",
        "jar:https://vendor.example/a.jar!/",
        "gopher://vendor.example/",
        "mailto:a@vendor.example",
        "https:vendor.example",
        "//vendor.example/",
        "/path",
        "https://user@vendor.example/",
        "https://user:secret@vendor.example/",
        "https://vendor.example@127.0.0.1/",
        "https://vendor.example:22/",
        "https://vendor.example:5432/",
        "https://vendor.example:8443/",
        "https://localhost/",
        "https://localhost:84431/",
        "https://localhost:8443.evil.example/",
        "https://localhost.evil.example:8443/",
        "https://notlocalhost:8443/",
        "https://127.0.0.1:8443/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://93.184.216.34/",
        "https://vendor.example./",
        "https://vendor/",
        "https://-vendor.example/",
        "https://vendor..example/"
      })
  void closes_every_other_address(String uri) {
    URI odd;
    try {
      odd = URI.create(uri);
    } catch (IllegalArgumentException noUri) {
      return;
    }

    assertThat(DOORS.way(odd)).isInstanceOf(Way.Closed.class);
  }

  @Test
  void wants_every_address_of_a_name_to_be_public() throws Exception {
    InetAddress open = InetAddress.ofLiteral("93.184.216.34");
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

    assertThat(DOORS.leadsOut("vendor.example", 443, List.of(open))).isTrue();
    assertThat(DOORS.leadsOut("vendor.example", 443, List.of(open, loopback))).isFalse();
    assertThat(DOORS.leadsOut("vendor.example", 443, List.of(loopback, open))).isFalse();
    assertThat(DOORS.leadsOut("vendor.example", 443, List.of())).isFalse();
    assertThat(DOORS.leadsOut("localhost", 8443, List.of(loopback))).isTrue();
    assertThat(DOORS.leadsOut("localhost", 443, List.of(loopback))).isFalse();
  }

  @Test
  void unpacks_up_to_a_limit_and_not_a_byte_more() throws IOException {
    assertThat(Unpacked.of(zipped(100), "gzip", 100))
        .hasValueSatisfying(all -> assertThat(all).hasSize(100));
    assertThat(Unpacked.of(zipped(101), "gzip", 100)).isEmpty();
    assertThat(Unpacked.of(zipped(50_000_000), "gzip", 1_000)).isEmpty();
    assertThat(Unpacked.of(new byte[100], "", 100)).isPresent();
    assertThat(Unpacked.of(new byte[101], "identity", 100)).isEmpty();
    assertThat(Unpacked.of(new byte[] {1, 2, 3}, "gzip", 100)).isEmpty();
    assertThat(Unpacked.of(new byte[3], "br", 100)).isEmpty();
    assertThat(Unpacked.of(new byte[3], "gzip, gzip", 100)).isEmpty();
  }

  private static byte[] zipped(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new byte[size]);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0, FR",
    "192.0.2.127, FR",
    "192.0.2.128, DE",
    "192.0.2.255, DE",
    "192.0.3.0, ''",
    "192.0.1.255, ''",
    "2001:db8::1, IE",
    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, IE",
    "2001:db9::, ''",
    "::192.0.2.1, ''"
  })
  void knows_countries_to_the_last_address_of_a_range(String address, String country)
      throws Exception {
    Countries countries =
        Countries.read(
            List.of(
                "# synthetic",
                "192.0.2.128,192.0.2.255,de",
                "\"192.0.2.0\",\"192.0.2.127\",\"FR\"",
                "",
                "2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,IE"));

    assertThat(countries.of(InetAddress.ofLiteral(address)).orElse("")).isEqualTo(country);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.0,FR",
        "192.0.2.9,192.0.2.1,FR",
        "vendor.example,192.0.2.1,FR",
        "192.0.2.0,192.0.2.1,FRA",
        "192.0.2.0,192.0.2.1,FR,x"
      })
  void names_the_line_that_says_no_range(String line) {
    assertThatThrownBy(() -> Countries.read(List.of("# first", line)))
        .hasMessageContaining("line 2");
  }

  @Test
  void refuses_ranges_that_overlap() {
    assertThatThrownBy(
            () -> Countries.read(List.of("192.0.2.0,192.0.2.9,FR", "192.0.2.9,192.0.2.20,DE")))
        .hasMessageContaining("overlap");
  }

  @Test
  void writes_the_first_words_of_tls() {
    byte[] hello = Hello.client(Hello.TLS_1_1, List.of(0xC013, 0x002F), "a.example", new byte[32]);

    String hex = HexFormat.of().formatHex(hello);
    assertThat(hex)
        .startsWith(
            "160301" // handshake record
                + "%04x".formatted(hello.length - 5)
                + "01" // ClientHello
                + "%06x".formatted(hello.length - 9)
                + "0302" // TLS 1.1
                + "00".repeat(32) // random
                + "00" // no session
                + "0004c013002f" // two suites
                + "0100"); // no compression
    assertThat(hex)
        .contains(
            "0000" // server_name
                + "000e" // 14 bytes
                + "000c" // a list of 12
                + "00" // a host name
                + "0009"
                + HexFormat.of().formatHex("a.example".getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @CsvSource({
    "'160302002a02000026 0302 %s 00 c013', TLSv1.1", // ServerHello
    "'160301002a02000026 0301 %s 00 000a', TLSv1",
    "'15030200020246', ''", // alert: protocol_version
    "'485454502f312e31', ''" // HTTP/1.1
  })
  void reads_what_a_server_chose(String hex, String protocol) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace("%s", "00".repeat(32)).replace(" ", ""));

    assertThat(Hello.server(new ByteArrayInputStream(bytes)).map(Hello::protocol).orElse(""))
        .isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource({"4, 1017", "5, 1018"})
  void knocks_without_a_name_and_without_a_password(int version, String start) {
    byte[] packet = KnockCaller.connect(version);

    assertThat(HexFormat.of().formatHex(packet))
        .startsWith(
            "10" // CONNECT
                + "%02x".formatted(packet.length - 2)
                + "00044d515454" // MQTT
                + "%02x".formatted(version)
                + "02" // a clean session, and no credentials
                + "000a"); // keep alive
    assertThat(new String(packet, StandardCharsets.US_ASCII)).endsWith("trousse-knock");
  }
}
