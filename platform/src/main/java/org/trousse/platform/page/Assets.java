package org.trousse.platform.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// The few files that pages need besides themselves, held in memory. Their address carries the hash
/// of their content, so that a browser may keep them for ever.
public final class Assets {
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final int HASH_DIGITS = 16;

  private final Map<String, Asset> byAddress = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /// One file, as it is and compressed (RFC 1952).
  static final class Asset {
    private final String type;
    private final byte[] plain;
    private final byte[] gzip;

    private Asset(String type, byte[] plain) {
      this.type = type;
      this.plain = plain;
      this.gzip = compressed(plain);
    }

    String type() {
      return type;
    }

    byte[] plain() {
      return plain.clone();
    }

    byte[] gzip() {
      return gzip.clone();
    }
  }

  private Assets() {}

  /// Reads them from the class path.
  public static Assets load() {
    Assets assets = new Assets();
    assets.add("trousse.css", "text/css; charset=utf-8", "/static/trousse.css");
    assets.add("icon.svg", "image/svg+xml", "/static/icon.svg");
    assets.add("htmx.js", "text/javascript; charset=utf-8", HTMX);
    return assets;
  }

  /// Where a page finds the file `name`.
  public String address(String name) {
    return Objects.requireNonNull(addresses.get(name), () -> "no asset " + name);
  }

  Optional<Asset> at(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  private void add(String name, String type, String resource) {
    byte[] plain = read(resource);
    String address = "/static/" + hash(plain) + "/" + name;
    addresses.put(name, address);
    byAddress.put(address, new Asset(type, plain));
  }

  private static byte[] read(String resource) {
    try (var bytes = Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource)) {
      return bytes.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
