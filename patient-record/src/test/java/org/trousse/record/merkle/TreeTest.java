package org.trousse.record.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TreeTest {
  private static final HexFormat HEX = HexFormat.of();

  /// The leaves with which implementations of Certificate Transparency are commonly compared.
  private static final List<String> KNOWN_LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> KNOWN_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final int SIZES = 300;

  private static List<byte[]> known() {
    return KNOWN_LEAVES.stream().map(hex -> TreeHash.leaf(HEX.parseHex(hex))).toList();
  }

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int leaf = 0; leaf < count; leaf++) {
      leaves.add(TreeHash.leaf(new byte[] {(byte) leaf, (byte) (leaf >> 8)}));
    }
    return leaves;
  }

  private static Nodes over(List<byte[]> leaves) {
    return (height, index) -> {
      int width = 1 << height;
      int from = (int) index * width;
      return NaiveTree.root(leaves.subList(from, from + width));
    };
  }

  @Test
  void known_leaves_have_the_known_roots() {
    Frontier tree = Frontier.empty();
    List<String> roots = new ArrayList<>(List.of(HEX.formatHex(tree.root())));

    for (byte[] leaf : known()) {
      tree.append(leaf);
      roots.add(HEX.formatHex(tree.root()));
    }

    assertThat(roots).isEqualTo(KNOWN_ROOTS);
  }

  @Test
  void known_leaves_have_the_known_audit_paths() {
    assertThat(Proofs.inclusion(0, 8, over(known())).stream().map(HEX::formatHex))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(Proofs.inclusion(5, 8, over(known())).stream().map(HEX::formatHex))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(Proofs.consistency(6, 8, over(known())).stream().map(HEX::formatHex))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void a_frontier_tells_the_root_of_every_size_and_survives_being_written_down() {
    List<byte[]> leaves = leaves(SIZES);
    Frontier tree = Frontier.empty();

    for (int size = 0; size <= SIZES; size++) {
      assertThat(tree.root()).isEqualTo(NaiveTree.root(leaves.subList(0, size)));
      tree = Frontier.of(size, tree.bytes());
      if (size < SIZES) {
        tree.append(leaves.get(size));
      }
    }
  }

  @Test
  void a_frontier_of_another_size_is_refused() {
    byte[] three = new byte[2 * TreeHash.BYTES];

    assertThat(Frontier.of(3, three).size()).isEqualTo(3);
    assertThatThrownBy(() -> Frontier.of(4, three)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Frontier.of(-1, three)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void audit_paths_are_those_of_the_definition_and_lead_to_the_root() {
    List<byte[]> leaves = leaves(SIZES);

    for (int size = 1; size <= SIZES; size += size < 70 ? 1 : 23) {
      List<byte[]> some = leaves.subList(0, size);
      byte[] root = NaiveTree.root(some);
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = Proofs.inclusion(leaf, size, over(some));
        assertThat(path).containsExactlyElementsOf(NaiveTree.path(leaf, some));
        assertThat(ProofCheck.included(leaf, size, leaves.get(leaf), path, root)).isTrue();
      }
    }
  }

  /// The red control.
  @Test
  void an_audit_path_of_anything_else_leads_nowhere() {
    for (int size = 1; size <= 40; size++) {
      List<byte[]> some = leaves(size);
      byte[] root = NaiveTree.root(some);
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = NaiveTree.path(leaf, some);
        byte[] hash = some.get(leaf);
        byte[] other = TreeHash.leaf(new byte[] {1, 2, 3});
        assertThat(ProofCheck.included(leaf, size, other, path, root)).isFalse();
        assertThat(ProofCheck.included(leaf + 1, size, hash, path, root)).isFalse();
        assertThat(ProofCheck.included(-1, size, hash, path, root)).isFalse();
        assertThat(ProofCheck.included(leaf, size, hash, path, other)).isFalse();
        assertThat(ProofCheck.included(leaf, size, hash, longer(path), root)).isFalse();
        for (int place = 0; place < path.size(); place++) {
          List<byte[]> changed = new ArrayList<>(path);
          changed.set(place, other);
          assertThat(ProofCheck.included(leaf, size, hash, changed, root)).isFalse();
          changed.remove(place);
          assertThat(ProofCheck.included(leaf, size, hash, changed, root)).isFalse();
        }
      }
    }
  }

  @Test
  void consistency_proofs_are_those_of_the_definition_and_hold() {
    List<byte[]> leaves = leaves(SIZES);

    for (int size = 1; size <= SIZES; size += size < 40 ? 1 : 41) {
      List<byte[]> some = leaves.subList(0, size);
      for (int older = 1; older <= size; older++) {
        List<byte[]> proof = Proofs.consistency(older, size, over(some));
        byte[] before = NaiveTree.root(leaves.subList(0, older));
        assertThat(proof).containsExactlyElementsOf(NaiveTree.proof(older, some, true));
        assertThat(ProofCheck.consistent(older, before, size, NaiveTree.root(some), proof))
            .isTrue();
      }
      assertThat(Proofs.consistency(0, size, over(some))).isEmpty();
    }
  }

  /// The red control.
  @Test
  void another_past_is_not_consistent() {
    for (int size = 2; size <= 40; size++) {
      List<byte[]> some = leaves(size);
      byte[] root = NaiveTree.root(some);
      for (int older = 1; older < size; older++) {
        List<byte[]> past = new ArrayList<>(some.subList(0, older));
        List<byte[]> proof = NaiveTree.proof(older, some, true);
        byte[] honest = NaiveTree.root(past);
        past.set(older - 1, TreeHash.leaf(new byte[] {9}));
        byte[] forged = NaiveTree.root(past);
        assertThat(ProofCheck.consistent(older, forged, size, root, proof)).isFalse();
        assertThat(ProofCheck.consistent(older, honest, size, forged, proof)).isFalse();
        assertThat(ProofCheck.consistent(older, honest, size, root, longer(proof))).isFalse();
        assertThat(ProofCheck.consistent(older, honest, size, root, List.of())).isFalse();
      }
    }
  }

  /// Grown as the sealer grows it, in batches, over three levels' worth of leaves.
  @Test
  void tiles_prove_every_leaf_with_two_tiles_a_level() {
    int size = 66_000;
    Map<Tiles.Place, byte[]> kept = new HashMap<>();
    Frontier tree = Frontier.empty();
    for (int leaf = 0; leaf < size; ) {
      Tiles.Growth growth = new Tiles.Growth();
      for (int end = Math.min(size, leaf + 777); leaf < end; leaf++) {
        tree.append(leafAt(leaf), growth);
      }
      growth.additions().forEach((place, added) -> keep(kept, place, added));
    }

    for (int proven : List.of(65_536, 66_000, 300, 256, 257, 255, 1)) {
      byte[] root = proven == size ? tree.root() : root(proven);
      for (int leaf = 0; leaf < proven; leaf += 1 + proven / 97) {
        Map<Tiles.Place, byte[]> needed = new HashMap<>();
        Tiles.needed(leaf, proven).forEach(place -> needed.put(place, kept.get(place)));
        List<byte[]> path = Proofs.inclusion(leaf, proven, new Tiles(needed));
        assertThat(needed).hasSizeLessThanOrEqualTo(6);
        assertThat(ProofCheck.included(leaf, proven, leafAt(leaf), path, root)).isTrue();
      }
    }
  }

  @Test
  void a_tile_that_is_cut_is_no_proof() {
    Tiles cut = new Tiles(Map.of(new Tiles.Place(0, 0), new byte[7 * TreeHash.BYTES]));

    assertThatThrownBy(() -> Proofs.inclusion(0, 8, cut)).isInstanceOf(IllegalStateException.class);
  }

  private static byte[] leafAt(int leaf) {
    return TreeHash.leaf(new byte[] {(byte) leaf, (byte) (leaf >> 8), (byte) (leaf >> 16)});
  }

  private static byte[] root(int size) {
    Frontier tree = Frontier.empty();
    for (int leaf = 0; leaf < size; leaf++) {
      tree.append(leafAt(leaf));
    }
    return tree.root();
  }

  private static void keep(
      Map<Tiles.Place, byte[]> kept, Tiles.Place place, Tiles.Addition addition) {
    byte[] before = kept.getOrDefault(place, new byte[0]);
    assertThat(addition.offset() * TreeHash.BYTES).isEqualTo(before.length);
    byte[] after = Arrays.copyOf(before, before.length + addition.hashes().length);
    System.arraycopy(addition.hashes(), 0, after, before.length, addition.hashes().length);
    assertThat(after.length).isLessThanOrEqualTo(Tiles.WIDTH * TreeHash.BYTES);
    kept.put(place, after);
  }

  private static List<byte[]> longer(List<byte[]> path) {
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(new byte[TreeHash.BYTES]);
    return longer;
  }
}
