package org.trousse.consent.signin.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The operator's file of identity providers: a JSON array. `type` names one that we know
/// (`franceconnect`, `prosanteconnect`); each entry has its `clientId` and its `secretFile`, which
/// is looked for beside the file.
public final class ProviderFile {
  private static final int BYTES_MAX = 64 << 10;

  private ProviderFile() {}

  /// Throws IllegalArgumentException with a sentence that says what to do.
  public static List<Provider> read(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new IllegalArgumentException(file + " is larger than " + BYTES_MAX + " bytes.");
      }
      JsonNode all = JsonMapper.builder().build().readTree(file.toFile());
      if (!all.isArray()) {
        throw new IllegalArgumentException(file + " must hold a JSON array of providers.");
      }
      List<Provider> providers = new ArrayList<>();
      for (JsonNode entry : all) {
        providers.add(provider(file, entry));
      }
      return providers;
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          file + " cannot be read as JSON: " + unreadable.getClass().getSimpleName(), unreadable);
    }
  }

  private static Provider provider(Path file, JsonNode entry) throws IOException {
    String clientId = text(file, entry, "clientId");
    Path beside = file.resolveSibling(text(file, entry, "secretFile"));
    String secret = Files.readString(beside).strip();
    String issuer = text(file, entry, "issuer");
    return switch (text(file, entry, "type")) {
      case "franceconnect" -> Provider.franceConnect(issuer, clientId, secret);
      case "prosanteconnect" ->
          Provider.proSanteConnect(
              issuer, URI.create(text(file, entry, "wallet")), clientId, secret);
      case String other ->
          throw new IllegalArgumentException(
              file + ": type must be franceconnect or prosanteconnect, not " + other + ".");
    };
  }

  private static String text(Path file, JsonNode entry, String field) {
    String text = entry.path(field).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException(file + ": every provider needs \"" + field + "\".");
    }
    return text;
  }
}
