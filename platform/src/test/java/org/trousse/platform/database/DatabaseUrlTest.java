package org.trousse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.platform.refusal.Refusal;

final class DatabaseUrlTest {
  @Test
  void reads_every_part() {
    var url =
        DatabaseUrl.parse(
            "postgresql://owner:p%40ss+w%2Ford@db.test:5433/my%20base?sslmode=verify-full");

    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                "db.test",
                5433,
                "my base",
                "owner",
                "p@ss+w/ord",
                DatabaseUrl.SslMode.VERIFY_FULL));
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.test:5433/my%20base");
  }

  @Test
  void fills_in_what_is_usual() {
    var url = DatabaseUrl.parse("postgres://owner@[::1]/base");

    assertThat(url)
        .isEqualTo(new DatabaseUrl("::1", 5432, "base", "owner", "", DatabaseUrl.SslMode.PREFER));
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/base");
  }

  @Test
  void never_says_the_password() {
    var url = DatabaseUrl.parse("postgresql://owner:hush@localhost/base");

    assertThat(url.toString()).isEqualTo("postgresql://owner@localhost:5432/base");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://owner:hush@localhost/base, without the jdbc: prefix",
    "mysql://owner:hush@localhost/base, must begin with postgresql://",
    "localhost:5432, must begin with postgresql://",
    "postgresql://localhost/base, needs a user and a host",
    "postgresql://owner:hush@/base, needs a user and a host",
    "postgresql://owner:hush@localhost, must name one database",
    "postgresql://owner:hush@localhost/, must name one database",
    "postgresql://owner:hush@localhost/a/b, must name one database",
    "postgresql://owner:hu%sh@localhost/base, is not a URL",
    "postgresql://owner:hush@localhost/base?sslmode=maybe, sslmode is disable",
    "postgresql://owner:hush@localhost/base?ssl=true, ssl is unknown",
  })
  void refuses_in_one_sentence_without_the_password(String text, String sentence) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("hush")
        .hasMessageNotContaining("hu%sh");
  }

  @Test
  void says_in_one_sentence_that_nobody_answers() {
    var nobody =
        new DatabaseUrl("127.0.0.1", 1, "base", "owner", "hush", DatabaseUrl.SslMode.DISABLE);

    assertThatThrownBy(nobody::connect)
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("No PostgreSQL answers at 127.0.0.1:1");
  }
}
