package org.trousse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FreespaceTest {
  @Test
  void enough_is_no_shortage() {
    assertThat(new Freespace(256L << 20, 1L << 30).shortage(256L << 20)).isEmpty();
  }

  @Test
  void one_byte_less_is_one() {
    assertThat(new Freespace((256L << 20) - 1, 1L << 30).shortage(256L << 20))
        .contains("255 MB free on the data folder's disk, 256 MB needed");
  }

  @Test
  void asks_the_disk(@TempDir Path folder) {
    Freespace there = Freespace.of(folder);

    assertThat(there.bytesFree()).isBetween(1L, there.bytesTotal());
  }
}
