package org.trousse.referencing.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// I-JSON (RFC 7493): UTF-8 without a byte order mark, no name twice, no half of a surrogate pair,
/// no NUL, finite numbers, one document and nothing after it; size and depth bounded.
public final class StrictJson {
  public static final int DOCUMENT_MAX_BYTES = 256 * 1024;
  public static final int DEPTH_MAX = 20;

  private static final int STRING_MAX_CHARS = 64 * 1024;
  private static final int NAME_MAX_CHARS = 200;
  private static final int NUMBER_MAX_CHARS = 30;
  private static final int TOKENS_MAX = 50_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(STRING_MAX_CHARS)
                          .maxNameLength(NAME_MAX_CHARS)
                          .maxNumberLength(NUMBER_MAX_CHARS)
                          .maxTokenCount(TOKENS_MAX)
                          .maxDocumentLength(DOCUMENT_MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /// A document, or why it is none.
  public sealed interface Document {
    record Parsed(JsonNode root) implements Document {}

    /// No document, and why.
    ///
    /// @param words what is wrong; never the sender's own values
    record NotJson(Text words, Text mend) implements Document {}
  }

  /// Reads one document.
  public static Document read(byte[] bytes) {
    Document.NotJson wrong = wrongBytes(bytes);
    if (wrong != null) {
      return wrong;
    }
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      JsonNode root = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        return no(
            "Quelque chose suit le document JSON.",
            "Something follows the JSON document.",
            "Envoyez un seul document.",
            "Send one document.");
      }
      Document.NotJson bad = wrongValue(root);
      return bad == null ? new Document.Parsed(root) : bad;
    } catch (StreamConstraintsException tooMuch) {
      return no(
          "Le JSON dépasse une limite : profondeur, longueur d’un texte ou d’un nombre, nombre"
              + " d’éléments.",
          "The JSON goes past a limit: depth, length of a text or number, count of elements.",
          "Au plus " + DEPTH_MAX + " niveaux et " + STRING_MAX_CHARS + " caractères par texte.",
          "At most " + DEPTH_MAX + " levels and " + STRING_MAX_CHARS + " characters in a text.");
    } catch (JacksonException notJson) {
      return notJson(notJson);
    } catch (ArithmeticException | NumberFormatException notANumber) {
      return outOfBounds();
    }
  }

  private static Document.NotJson outOfBounds() {
    return no(
        "L’exposant d’un nombre est hors de toute limite.",
        "A number’s exponent is out of all bounds.",
        "Écrivez le nombre avec tous ses chiffres.",
        "Write the number out in digits.");
  }

  private static Document.NotJson notJson(JacksonException problem) {
    String message = problem.getOriginalMessage();
    int line = problem.getLocation() == null ? 0 : problem.getLocation().getLineNr();
    if (message != null && message.startsWith("Duplicate")) {
      return no(
          "Un nom est écrit deux fois dans le même objet (ligne " + line + ").",
          "A name stands twice in one object (line " + line + ").",
          "Gardez un seul des deux.",
          "Keep one of the two.");
    }
    return no(
        "Ceci n’est pas du JSON strict (ligne " + line + ").",
        "This is not strict JSON (line " + line + ").",
        "Vérifiez les guillemets, les virgules et les nombres : NaN et les commentaires n’existent"
            + " pas en JSON.",
        "Check quotes, commas and numbers: JSON has no NaN and no comments.");
  }

  private static Document.@Nullable NotJson wrongBytes(byte[] bytes) {
    if (bytes.length > DOCUMENT_MAX_BYTES) {
      return no(
          "Le document dépasse 256 kio.",
          "The document is larger than 256 KiB.",
          "Raccourcissez les textes et les listes.",
          "Shorten texts and lists.");
    }
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB) {
      return no(
          "Le document commence par une marque d’ordre des octets.",
          "The document begins with a byte order mark.",
          "Enregistrez-le en UTF-8 sans cette marque.",
          "Save it as UTF-8 without that mark.");
    }
    if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
      return no(
          "Le document est vide.", "The document is empty.", "Envoyez du JSON.", "Send JSON.");
    }
    return isUtf8(bytes)
        ? null
        : no(
            "Le document n’est pas en UTF-8.",
            "The document is not UTF-8.",
            "Enregistrez-le en UTF-8.",
            "Save it as UTF-8.");
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  private static Document.@Nullable NotJson wrongValue(JsonNode node) {
    if (node.isString()) {
      return wrongText(node.stringValue());
    }
    if (node.isNumber()) {
      return Math.abs((long) node.decimalValue().scale()) > NUMBER_MAX_CHARS ? outOfBounds() : null;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Document.NotJson wrong = wrongText(entry.getKey());
      wrong = wrong == null ? wrongValue(entry.getValue()) : wrong;
      if (wrong != null) {
        return wrong;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        Document.NotJson wrong = wrongValue(element);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return null;
  }

  private static Document.@Nullable NotJson wrongText(String text) {
    boolean whole = text.codePoints().noneMatch(StrictJson::isHalf);
    if (whole && text.indexOf(0) < 0) {
      return null;
    }
    return no(
        "Un texte contient un caractère nul ou la moitié d’un caractère.",
        "A text holds a NUL or half of a character.",
        "Envoyez des caractères entiers.",
        "Send whole characters.");
  }

  /// A surrogate without its partner is a code point of its own.
  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static Document.NotJson no(
      String french, String english, String mendFrench, String mendEnglish) {
    return new Document.NotJson(new Text(french, english), new Text(mendFrench, mendEnglish));
  }
}
