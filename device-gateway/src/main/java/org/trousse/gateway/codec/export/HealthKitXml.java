package org.trousse.gateway.codec.export;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;

/// Reads the records of the types that we know out of an export. Nothing outside the file is ever
/// opened and no entity expanded: the document type that Apple writes is skipped.
public final class HealthKitXml {
  private static final Set<String> TYPES =
      Set.of(
          "HKQuantityTypeIdentifierBloodGlucose",
          "HKQuantityTypeIdentifierBloodPressureSystolic",
          "HKQuantityTypeIdentifierBloodPressureDiastolic",
          "HKQuantityTypeIdentifierBodyMass",
          "HKQuantityTypeIdentifierBodyTemperature",
          "HKQuantityTypeIdentifierBodyFatPercentage",
          "HKQuantityTypeIdentifierHeight");
  private static final int DEPTH_MAX = 8;
  private static final int METADATA_MAX = 32;
  private static final int TEXT_MAX = 1_024;
  private static final XMLInputFactory FACTORY = factory();

  private HealthKitXml() {}

  /// In their order; empty when the file holds none of them.
  public static Decoded<List<HealthKitRecord>> records(byte[] bytes) {
    if (bytes.length > ExportText.FILE_BYTES_MAX) {
      return Decoded.failed("too-large", "The file is larger than 1 MiB; send it in parts.");
    }
    try {
      return Decoded.of(all(FACTORY.createXMLStreamReader(new StringReader(ExportText.of(bytes)))));
    } catch (XMLStreamException | RuntimeException notXml) {
      // the JDK's reader throws both for hostile input; what it quotes stays here
      return Decoded.failed("xml", "This is not well-formed XML without entities of its own.");
    }
  }

  private static List<HealthKitRecord> all(XMLStreamReader xml) throws XMLStreamException {
    List<HealthKitRecord> records = new ArrayList<>();
    Map<String, String> record = null;
    Map<String, String> metadata = new HashMap<>();
    int depth = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEPTH_MAX) {
            throw new XMLStreamException("too deep");
          }
          if (xml.getLocalName().equals("Record")) {
            record = attributes(xml);
            metadata = new HashMap<>();
          } else if (xml.getLocalName().equals("MetadataEntry") && record != null) {
            remember(xml, metadata);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (xml.getLocalName().equals("Record") && record != null) {
            add(record, metadata, records);
            record = null;
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity");
        default -> {}
      }
    }
    return records;
  }

  private static void add(
      Map<String, String> record, Map<String, String> metadata, List<HealthKitRecord> records) {
    if (TYPES.contains(record.getOrDefault("type", ""))) {
      records.add(new HealthKitRecord(record, metadata));
    }
  }

  private static void remember(XMLStreamReader xml, Map<String, String> metadata) {
    Map<String, String> entry = attributes(xml);
    String key = entry.get("key");
    String value = entry.get("value");
    if (key != null && value != null && metadata.size() < METADATA_MAX) {
      metadata.put(key, value);
    }
  }

  private static Map<String, String> attributes(XMLStreamReader xml) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      @Nullable String value = xml.getAttributeValue(i);
      if (value != null && value.length() <= TEXT_MAX) {
        attributes.put(xml.getAttributeLocalName(i), value);
      }
    }
    return attributes;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("nothing outside the file is read");
    });
    return factory;
  }
}
