package org.trousse.referencing.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What an officer sees of a dossier, as one hash: who decides says which snapshot they saw, and a
/// decision on another one is stale.
public final class Snapshot {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String FIRST_LINE = "trousse-evidence-snapshot/1\n";

  /// A current file of a criterion.
  public record Piece(String criterion, String sha256) {
    public Piece {
      checked(sha256);
    }
  }

  private Snapshot() {}

  /// SHA-256 in hexadecimal digits over lines of ASCII that end with a line feed: a first line, the
  /// manifest's hash, and each criterion with the hash of each of its files, sorted and each once.
  /// Anybody who holds the files can make it.
  public static String hash(String manifestSha256, Collection<Piece> pieces) {
    TreeSet<String> lines = new TreeSet<>();
    for (Piece piece : pieces) {
      lines.add(piece.criterion() + " " + piece.sha256() + "\n");
    }
    MessageDigest digest = sha256();
    digest.update(ascii(FIRST_LINE));
    digest.update(ascii("manifest " + checked(manifestSha256) + "\n"));
    lines.forEach(line -> digest.update(ascii(line)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The latest standing version of each file; in the order of criteria and names.
  public static List<Evidence> current(Collection<Evidence> all) {
    Map<String, Evidence> latest = new LinkedHashMap<>();
    all.stream()
        .filter(one -> one.withdrawnAt() == null)
        .sorted(
            Comparator.comparing(Evidence::criterion)
                .thenComparing(Evidence::name)
                .thenComparingInt(Evidence::version))
        .forEach(one -> latest.put(one.criterion() + " " + one.name(), one));
    return List.copyOf(latest.values());
  }

  /// The hash of what stands now.
  public static String of(String manifestSha256, Collection<Evidence> all) {
    return hash(
        manifestSha256,
        current(all).stream().map(one -> new Piece(one.criterion(), one.sha256())).toList());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private static String checked(String sha256) {
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a hash is 64 hexadecimal digits in lower case");
    }
    return sha256;
  }

  private static byte[] ascii(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
