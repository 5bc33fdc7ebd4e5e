package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.merkle.Tiles;

/// Holds docs/trail.md to what the program does. `-Dtrail.write` writes the example anew.
final class WorkedExampleTest {
  private static final Path PAGE = Path.of("../docs/trail.md");
  private static final String BEGIN = "### A worked example\n";
  private static final String END = "\n\n## Verify the whole trail\n";

  @Test
  void the_page_s_example_is_what_the_program_makes() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String example = example();
    if (Boolean.getBoolean("trail.write")) {
      Files.writeString(PAGE, page.substring(0, from) + example + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(example);
    }
  }

  private static String example() {
    NoteSigner signer = NoteSigner.of("trousse-audit", new byte[32]);
    List<@Nullable String> searched =
        event("search", "app-1", "Carnet é (exemple)", "{1,4}", "{40,3}", "two\nlines");
    Frontier tree = Frontier.empty();
    Tiles.Growth growth = new Tiles.Growth();
    tree.append(
        LeafForm.hash(event("read", "app-1", "Carnet (exemple)", "{1}", "{1}", "")), growth);
    tree.append(LeafForm.hash(searched), growth);
    tree.append(LeafForm.hash(event("revoke", null, null, "{}", "{}", "")), growth);
    Map<Tiles.Place, byte[]> tiles =
        growth.additions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, tile -> tile.getValue().hashes()));
    String note = signer.sign(Checkpoint.of(signer.verifier().name(), tree).text());
    Proof proof = Proof.of(1, searched, new Tiles(tiles), note, signer.verifier());
    return "Everything in it is invented; a test makes it anew and holds this page to it. The"
        + " signing key's seed is 32 zero bytes, and its public key\n\n"
        + indented(signer.verifier().toString())
        + "\n\nThe second of three events has the leaf\n\n"
        + indented(proof.input().stripTrailing())
        + "\n\nwhose hash is `"
        + proof.leafHash()
        + "`. Its place is 1, its audit path\n\n"
        + indented(String.join("\n", proof.path()))
        + "\n\nand the checkpoint\n\n"
        + indented(note.stripTrailing());
  }

  private static String indented(String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? line : "    " + line)
        .collect(Collectors.joining("\n"));
  }

  private static List<@Nullable String> event(
      String what,
      @Nullable String client,
      @Nullable String name,
      String measures,
      String counts,
      String detail) {
    return Arrays.asList(
        "257",
        "1795334400000000",
        "00000000-0000-4000-8000-00000000000" + what.indexOf('r'),
        what,
        client,
        name,
        null,
        client == null ? null : "00000000-0000-4000-8000-0000000000ff",
        "true",
        measures,
        counts,
        detail);
  }
}
