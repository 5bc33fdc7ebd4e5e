package org.trousse.platform.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.trousse.platform.refusal.Refusal;

/// Where PostgreSQL is and who we are there, as PostgreSQL's manual writes it (libpq, §32.1.1.2
/// "Connection URIs").
///
/// @param host name or address, IPv6 without its brackets
/// @param user the owner of the houses' schemas
/// @param password empty when the server asks for none
public record DatabaseUrl(
    String host, int port, String database, String user, String password, SslMode sslMode) {
  /// How much TLS the connection insists on, in libpq's words.
  public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /// The word in a URL: `verify-full`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String SHAPE =
      "postgresql://user:password@host:5432/database?sslmode=require";
  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_TIMEOUT_S = 5;

  /// Reads `--db`. No refusal repeats the text, which holds a password.
  public static DatabaseUrl parse(String text) {
    if (text.startsWith("jdbc:")) {
      throw new Refusal("--db is written without the jdbc: prefix: " + SHAPE + ".");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException bad) {
      throw new Refusal(
          "--db is not a URL (at character %d; write @ : / # ? in a password as %%40 %%3A %%2F %%23 %%3F): it reads %s."
              .formatted(bad.getIndex() + 1, SHAPE));
    }
    if (!("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
      throw new Refusal("--db must begin with postgresql://: it reads " + SHAPE + ".");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() == null || uri.getRawFragment() != null) {
      throw new Refusal("--db needs a user and a host: it reads " + SHAPE + ".");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.length() < 2 || path.indexOf('/', 1) > 0) {
      throw new Refusal("--db must name one database after the host: it reads " + SHAPE + ".");
    }
    String[] who = uri.getRawUserInfo().split(":", 2);
    return new DatabaseUrl(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        decode(path.substring(1)),
        decode(who[0]),
        who.length == 1 ? "" : decode(who[1]),
        sslMode(uri.getRawQuery()));
  }

  private static SslMode sslMode(@Nullable String query) {
    SslMode mode = SslMode.PREFER;
    if (query == null || query.isEmpty()) {
      return mode;
    }
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].equals("sslmode") || parts.length < 2) {
        throw new Refusal("--db takes one option, sslmode: " + decode(parts[0]) + " is unknown.");
      }
      mode =
          Arrays.stream(SslMode.values())
              .filter(known -> known.word().equals(parts[1]))
              .findFirst()
              .orElseThrow(() ->
                  new Refusal(
                      "--db: sslmode is disable, allow, prefer, require, verify-ca or"
                          + " verify-full."));
    }
    return mode;
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// For JDBC; without credentials.
  public String jdbcUrl() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "jdbc:postgresql://%s:%d/%s".formatted(bracketed, port, encoded(database));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The same server and user, another database.
  public DatabaseUrl database(String other) {
    return new DatabaseUrl(host, port, other, user, password, sslMode);
  }

  /// A connection of the owner. What an operator can mend is refused in one sentence.
  public Connection connect() {
    try {
      return open();
    } catch (SQLException failed) {
      throw refusal(failed);
    }
  }

  /// A connection, or the driver's own exception.
  public Connection open() throws SQLException {
    return dataSource().getConnection();
  }

  /// Opens a new connection each time; it is no pool.
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(user);
    source.setPassword(password);
    source.setSslMode(sslMode.word());
    source.setConnectTimeout(CONNECT_TIMEOUT_S);
    source.setApplicationName("trousse");
    return source;
  }

  private Refusal refusal(SQLException failed) {
    String state = failed.getSQLState() == null ? "" : failed.getSQLState();
    String sentence =
        switch (state) {
          case "28P01", "28000" ->
              "PostgreSQL at %s:%d does not let user %s in: check the user and password of --db."
                  .formatted(host, port, user);
          case "3D000" ->
              "PostgreSQL at %s:%d has no database %s: create it, or name another in --db."
                  .formatted(host, port, database);
          case "57P03", "53300" ->
              "PostgreSQL at %s:%d takes no connection now (starting, stopping or full): try again."
                  .formatted(host, port);
          default ->
              "No PostgreSQL answers at %s:%d (%s): is it running, and may we reach it?"
                  .formatted(
                      host, port, state.isEmpty() ? failed.getClass().getSimpleName() : state);
        };
    return new Refusal(sentence, failed);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
