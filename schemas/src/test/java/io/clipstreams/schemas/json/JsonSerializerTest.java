package io.clipstreams.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Records;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class JsonSerializerTest {

  private static <T extends SpecificRecord> T roundTrip(T record, Class<T> type) {
    byte[] json = new JsonSerializer<T>().serialize("topic", record);
    return new JsonDeserializer<>(type).deserialize("topic", json);
  }

  private static Classification read(String json) {
    return new JsonDeserializer<>(Classification.class)
        .deserialize("topic", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(roundTrip(Records.classification(), Classification.class))
        .isEqualTo(Records.classification());
    assertThat(roundTrip(Records.imageReference(), ImageReference.class))
        .isEqualTo(Records.imageReference());
    assertThat(roundTrip(Records.labelSet(), LabelSet.class)).isEqualTo(Records.labelSet());
  }

  @Test
  void nothingStaysNothing() {
    assertThat(new JsonSerializer<Classification>().serialize("topic", null)).isNull();
    assertThat(new JsonDeserializer<>(Classification.class).deserialize("topic", null)).isNull();
  }

  @Test
  void theFieldsAreThoseOfTheSchemaWithoutWrappersAndNulls() {
    String json =
        new String(
            new JsonSerializer<Classification>().serialize("topic", Records.classification()),
            StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith("{\"imageId\":\"image-1\",\"uri\":\"s3://images/a b.jpg\",\"versionId\":\"v1\"")
        .contains("\"cause\":\"RESCORE\"")
        .doesNotContain("\"decoded\"", "null");
  }

  @Test
  void whatDoesNotFitIsRefusedByItsField() {
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("imageId");
    assertThatThrownBy(() -> read("{\"imageId\":7}"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("imageId");
    assertThatThrownBy(() -> read("no json")).isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(SerializationException.class);
  }
}
