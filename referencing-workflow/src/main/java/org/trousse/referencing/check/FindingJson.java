package org.trousse.referencing.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A finding as it is kept and published.
public final class FindingJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private FindingJson() {}

  public static ObjectNode write(Finding finding) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("criterion", finding.criterion());
    node.put("outcome", finding.outcome().name());
    node.put("at", finding.at().toString());
    ArrayNode looked = node.putArray("looked");
    finding.looked().forEach(looked::add);
    texts(node.putArray("saw"), finding.saw());
    texts(node.putArray("mend"), finding.mend());
    return node;
  }

  private static void texts(ArrayNode array, List<Text> texts) {
    for (Text text : texts) {
      array.addObject().put("fr", text.french()).put("en", text.english());
    }
  }

  /// Reads what [#write] wrote.
  public static Finding read(String json) {
    JsonNode node = MAPPER.readTree(json);
    List<String> looked = new ArrayList<>();
    node.path("looked").forEach(line -> looked.add(line.asString()));
    return new Finding(
        node.path("criterion").asString(),
        Outcome.valueOf(node.path("outcome").asString()),
        Instant.parse(node.path("at").asString()),
        looked,
        texts(node.path("saw")),
        texts(node.path("mend")));
  }

  private static List<Text> texts(JsonNode array) {
    List<Text> texts = new ArrayList<>();
    array.forEach(
        text -> texts.add(new Text(text.path("fr").asString(), text.path("en").asString())));
    return texts;
  }
}
