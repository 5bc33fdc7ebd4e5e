package org.trousse.record.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteTest {
  private static final NoteSigner SIGNER = NoteSigner.named("log.example/audit", new byte[32]);
  private static final NoteVerifier KEY = SIGNER.verifier();
  private static final Checkpoint HEAD =
      new Checkpoint("log.example/audit", 8, "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");

  /// RFC 8032 §7.1, tests 1 to 3.
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
  })
  void a_seed_has_its_public_key(String seed, String publicKey) {
    byte[] computed = Ed25519.publicKey(HexFormat.of().parseHex(seed));

    assertThat(HexFormat.of().formatHex(computed)).isEqualTo(publicKey);
  }

  @Test
  void what_a_seed_signs_its_public_key_verifies() {
    byte[] message = "a message".getBytes(StandardCharsets.UTF_8);
    for (int number = 0; number < 50; number++) {
      byte[] seed = TreeHash.leaf(new byte[] {(byte) number});

      byte[] signature = Ed25519.sign(seed, message);

      assertThat(Ed25519.verifies(Ed25519.publicKey(seed), message, signature)).isTrue();
    }
  }

  /// The example of Go's golang.org/x/mod/sumdb/note, which others compare themselves with.
  @Test
  void reads_and_writes_the_known_note() {
    NoteVerifier peter =
        NoteVerifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    byte[] typed = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    NoteSigner signer =
        NoteSigner.named("PeterNeumann", Arrays.copyOfRange(typed, 1, typed.length));
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    String note =
        text
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
            + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    assertThat(peter.open(note)).contains(text);
    assertThat(signer.sign(text)).isEqualTo(note);
    assertThat(signer.verifier()).hasToString(peter.toString());
  }

  @Test
  void a_checkpoint_comes_back() {
    String note = SIGNER.sign(HEAD.text());

    assertThat(Checkpoint.open(note, KEY)).contains(HEAD);
    assertThat(Checkpoint.open(note, NoteVerifier.parse(KEY.toString()))).contains(HEAD);
    assertThat(note)
        .startsWith("log.example/audit\n8\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n");
  }

  @Test
  void a_witness_may_sign_too() {
    String other = NoteSigner.named("witness.example", HEAD.rootBytes()).sign(HEAD.text());
    String cosigned = SIGNER.sign(HEAD.text()) + other.substring(other.indexOf('\u2014'));

    assertThat(Checkpoint.open(cosigned, KEY)).contains(HEAD);
    assertThat(Checkpoint.open(other, KEY)).isEmpty();
  }

  @Test
  void a_checkpoint_of_another_log_is_not_ours() {
    Checkpoint other = new Checkpoint("other.example", 8, HEAD.root());

    assertThat(Checkpoint.open(SIGNER.sign(other.text()), KEY)).isEmpty();
  }

  /// The red control, complete: every bit of a note.
  @Test
  void no_bit_of_a_note_can_be_changed() {
    byte[] note = SIGNER.sign(HEAD.text()).getBytes(StandardCharsets.UTF_8);

    for (int bit = 0; bit < note.length * 8; bit++) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Checkpoint.open(new String(changed, StandardCharsets.UTF_8), KEY))
          .as("bit %d", bit)
          .isEmpty();
    }
  }

  @Test
  void a_note_cut_anywhere_is_none() {
    String note = SIGNER.sign(HEAD.text());

    for (int length = 0; length < note.length(); length++) {
      assertThat(Checkpoint.open(note.substring(0, length), KEY)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log.example/audit",
        "log.example/audit+00000000+AQ==",
        "other+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
      })
  void what_is_no_key_is_refused(String key) {
    assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\u00a0b", "a\nb"})
  void what_is_no_name_is_refused(String name) {
    assertThatThrownBy(() -> NoteSigner.named(name, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_no_checkpoint_is_not_read() {
    String root = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=";

    assertThat(Checkpoint.parse("o\n8\n" + root + "\n")).isPresent();
    assertThat(
            List.of(
                "",
                "o\n8\n" + root,
                "o\n08\n" + root + "\n",
                "o\n-8\n" + root + "\n",
                "o\n8\nbjQL\n",
                "\n8\n" + root + "\n",
                "o\n9999999999999999999\n" + root + "\n"))
        .allMatch(text -> Checkpoint.parse(text).isEmpty());
  }

  @Test
  void a_key_s_own_name_is_stable_and_its_own() {
    NoteSigner one = NoteSigner.of("trousse-audit", new byte[32]);
    NoteSigner same = NoteSigner.of("trousse-audit", new byte[32]);
    NoteSigner other = NoteSigner.of("trousse-audit", HEAD.rootBytes());

    assertThat(one.verifier().name()).isEqualTo("trousse-audit/139e3940e64b5491");
    assertThat(same.verifier()).hasToString(one.verifier().toString());
    assertThat(other.verifier().name()).isNotEqualTo(one.verifier().name());
    assertThat(one.toString()).contains(one.verifier().toString());
  }
}
