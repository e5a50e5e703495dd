package io.clipstreams.benchmarks.verifier;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads Avro values in Confluent's wire format, with the schema that the registry has for them:
 * byte 0, the schema's id in four bytes, Avro's binary encoding. Safe for use by many threads.
 */
final class WireValues {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int HEADER = 5;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String registry;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  WireValues(String registry) {
    this.registry = registry;
  }

  GenericRecord read(byte[] value) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(value);
    if (value.length < HEADER || header.get() != 0) {
      throw new IOException("no value in Confluent's wire format");
    }
    return new GenericDatumReader<GenericRecord>(schema(header.getInt()))
        .read(null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
  }

  private Schema schema(int id) throws IOException {
    Schema known = schemas.get(id);
    if (known == null) {
      known = new Schema.Parser().parse(fetch(id));
      schemas.put(id, known);
    }
    return known;
  }

  private String fetch(int id) throws IOException {
    URI uri = URI.create(registry + "/schemas/ids/" + id);
    try {
      var answer =
          http.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answers %d".formatted(uri, answer.statusCode()));
      }
      return json.readTree(answer.body()).path("schema").asText();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading " + uri, e);
    }
  }
}
