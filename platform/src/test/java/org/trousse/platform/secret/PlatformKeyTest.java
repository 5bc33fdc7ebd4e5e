package org.trousse.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.refusal.Refusal;

final class PlatformKeyTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir Path data;

  @Test
  void is_made_once_and_for_its_owner_alone() throws IOException {
    PlatformKey made = PlatformKey.in(data, random);

    PlatformKey again = PlatformKey.in(data, random);

    assertThat(again.derive("x")).isEqualTo(made.derive("x"));
    assertThat(Files.getPosixFilePermissions(data.resolve("trousse.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(data.resolve("trousse.key"))).matches("[0-9a-f]{64}\n");
  }

  @Test
  void refuses_a_file_that_the_group_may_read() throws IOException {
    PlatformKey.in(data, random);
    Path file = data.resolve("trousse.key");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> PlatformKey.in(data, random))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refuses_63_digits() throws IOException {
    Path file = data.resolve("short");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "0".repeat(63));

    assertThatThrownBy(() -> PlatformKey.read(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void refuses_to_make_a_second_key_beside_data_of_the_first() throws IOException {
    Files.createDirectory(data.resolve("postgres"));

    assertThatThrownBy(() -> PlatformKey.in(data, random))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is missing");
    assertThat(data.resolve("trousse.key")).doesNotExist();
  }

  /// RFC 5869 §2.3 by hand: HMAC-SHA-256 of the purpose and the byte 1 under the key, computed with
  /// another program.
  @Test
  void derives_by_hkdf_expand() {
    byte[] bytes = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f".repeat(2));

    byte[] derived = PlatformKey.of(bytes).derive("test");

    assertThat(HexFormat.of().formatHex(derived))
        .isEqualTo("2af060274a5787be1fa42e58437d612ed5a1f0965e7226be4d1f7aaae43333c7");
  }

  @Test
  void says_nothing_of_itself() {
    assertThat(PlatformKey.of(new byte[32]).toString()).isEqualTo("PlatformKey[…]");
  }
}
