package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// acme-scale: weighings of an invented cloud. 0 grams is no value.
public final class AcmeScale implements Format {
  private static final List<List<String>> LISTS = List.of(List.of("weighings"));

  @Override
  public String word() {
    return "acme-scale";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(payload, LISTS, (answer, record, own) -> Stream.of(said(record, own)));
  }

  private static Said said(JsonNode record, Payload own) {
    BigDecimal grams = CloudFields.number(record, "grams");
    if (grams == null) {
      return CloudFields.missing("value", own);
    }
    boolean absent = grams.signum() == 0;
    return CloudFields.time(record, "takenAt")
        .<Said>map(time ->
            CloudFields.measured(
                Measure.BODY_WEIGHT,
                CloudFields.at(time),
                CloudFields.text(record, "id").orElse(null),
                absent ? Amounts.NONE : Amounts.single(grams),
                Unit.GRAM,
                absent ? Set.of(Flag.NO_VALUE) : Set.of(),
                own))
        .orElseGet(() -> CloudFields.missing("time", own));
  }
}
