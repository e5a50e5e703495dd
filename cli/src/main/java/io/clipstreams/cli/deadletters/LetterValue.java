package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Json;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.json.AvroJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** An input's value as people can read it: as its record, as text, or as base64. */
final class LetterValue {

  private final Cluster cluster;

  LetterValue(Cluster cluster) {
    this.cluster = cluster;
  }

  String readable(Letter letter) {
    byte[] value = letter.message().value();
    if (value == null) {
      return "(none)";
    }
    String source = letter.sourceTopic().orElse("");
    if (!letter.isCut() && source.equals(cluster.topics().images())) {
      return avro(ImageReference.class, source, value);
    } else if (!letter.isCut() && source.equals(cluster.topics().labelSets())) {
      return avro(LabelSet.class, source, value);
    }
    return text(value);
  }

  /** What cannot be decoded is a dead letter often for just that reason. */
  private <T extends SpecificRecord> String avro(Class<T> type, String topic, byte[] value) {
    try {
      return Json.line(AvroJson.of(cluster.deserializer(type).deserialize(topic, value)));
    } catch (SerializationException e) {
      return text(value);
    }
  }

  static String text(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      if (text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // It is no text.
      return base64(value);
    }
    return base64(value);
  }

  private static String base64(byte[] value) {
    return "base64:" + Base64.getEncoder().encodeToString(value);
  }
}
