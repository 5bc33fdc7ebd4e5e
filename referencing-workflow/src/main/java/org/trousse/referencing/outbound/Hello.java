package org.trousse.referencing.outbound;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first words of TLS, written and read byte by byte: our own TLS library refuses to say those
/// that a good server must refuse to hear (RFC 8996; RFC 9325 §4.1).
record Hello(int version, int suite) {
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  /// What old clients offered.
  static final List<Integer> OLD =
      List.of(0xC013, 0xC014, 0xC009, 0xC00A, 0x0033, 0x0039, 0x002F, 0x0035, 0x000A);

  private static final Map<Integer, String> WEAK_NAMES =
      Map.ofEntries(
          Map.entry(0x0001, "TLS_RSA_WITH_NULL_MD5"),
          Map.entry(0x0002, "TLS_RSA_WITH_NULL_SHA"),
          Map.entry(0x003B, "TLS_RSA_WITH_NULL_SHA256"),
          Map.entry(0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA"),
          Map.entry(0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
          Map.entry(0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"),
          Map.entry(0x0004, "TLS_RSA_WITH_RC4_128_MD5"),
          Map.entry(0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
          Map.entry(0xC007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"),
          Map.entry(0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
          Map.entry(0x0009, "TLS_RSA_WITH_DES_CBC_SHA"),
          Map.entry(0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
          Map.entry(0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"),
          Map.entry(0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
          Map.entry(0x0018, "TLS_DH_anon_WITH_RC4_128_MD5"),
          Map.entry(0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
          Map.entry(0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"));

  /// No encryption, no authentication, or a broken cipher.
  static final List<Integer> WEAK = WEAK_NAMES.keySet().stream().sorted().toList();

  private static final int HANDSHAKE_RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int RANDOM_BYTES = 32;
  private static final int RECORD_BYTES_MAX = 1 << 14;

  String suiteName() {
    return WEAK_NAMES.getOrDefault(suite, String.format("0x%04X", suite));
  }

  String protocol() {
    return switch (version) {
      case TLS_1_0 -> "TLSv1";
      case TLS_1_1 -> "TLSv1.1";
      case TLS_1_2 -> "TLSv1.2";
      default -> String.format("0x%04X", version);
    };
  }

  /// A ClientHello in its record (RFC 5246 §7.4.1.2).
  static byte[] client(int version, List<Integer> suites, String host, byte[] random) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeShort(version);
      out.write(random, 0, RANDOM_BYTES);
      out.writeByte(0); // no session
      out.writeShort(2 * suites.size());
      for (int suite : suites) {
        out.writeShort(suite);
      }
      out.writeByte(1); // one compression method:
      out.writeByte(0); // none
      byte[] extensions = extensions(version, host);
      out.writeShort(extensions.length);
      out.write(extensions);
      return record(body.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] record(byte[] hello) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(HANDSHAKE_RECORD);
    out.writeShort(TLS_1_0); // the record's own version, which nobody heeds
    out.writeShort(hello.length + 4);
    out.writeByte(CLIENT_HELLO);
    out.writeByte(0); // the length takes three bytes
    out.writeShort(hello.length);
    out.write(hello);
    return bytes.toByteArray();
  }

  private static byte[] extensions(int version, String host) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    out.writeShort(0); // server_name, RFC 6066 §3
    out.writeShort(name.length + 5);
    out.writeShort(name.length + 3);
    out.writeByte(0); // a host name
    out.writeShort(name.length);
    out.write(name);
    shorts(out, 10, 0x001D, 0x0017, 0x0018); // supported_groups: x25519, secp256r1, secp384r1
    out.writeShort(11); // ec_point_formats
    out.writeShort(2);
    out.writeShort(0x0100); // one: uncompressed
    if (version == TLS_1_2) {
      // signature_algorithms: ECDSA and RSA with SHA-256, RSA with SHA-1
      shorts(out, 13, 0x0403, 0x0804, 0x0401, 0x0201);
    }
    return bytes.toByteArray();
  }

  private static void shorts(DataOutputStream out, int extension, int... values)
      throws IOException {
    out.writeShort(extension);
    out.writeShort(2 * values.length + 2);
    out.writeShort(2 * values.length);
    for (int value : values) {
      out.writeShort(value);
    }
  }

  /// What the server chose; empty when it refused, or speaks something else.
  static Optional<Hello> server(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.read() != HANDSHAKE_RECORD) {
      return Optional.empty();
    }
    data.readUnsignedShort();
    int length = data.readUnsignedShort();
    if (length > RECORD_BYTES_MAX || data.readUnsignedByte() != SERVER_HELLO) {
      return Optional.empty();
    }
    data.skipNBytes(3);
    int version = data.readUnsignedShort();
    data.skipNBytes(RANDOM_BYTES);
    data.skipNBytes(data.readUnsignedByte());
    return Optional.of(new Hello(version, data.readUnsignedShort()));
  }
}
