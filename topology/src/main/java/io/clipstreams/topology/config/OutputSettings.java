package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * How classifications are written.
 *
 * @param json as JSON; otherwise Avro
 * @param cloudEvents with the headers of a CloudEvent in binary mode
 */
public record OutputSettings(boolean json, boolean cloudEvents) {

  public static final String FORMAT = "output.format";
  public static final String CLOUD_EVENTS = "output.cloudevents";

  private static final String AVRO = "avro";
  private static final String JSON = "json";

  static void define(ConfigDef def) {
    def.define(
            FORMAT,
            Type.STRING,
            AVRO,
            ValidString.in(AVRO, JSON),
            MEDIUM,
            "How classifications are written: avro, with its schema in the registry, or json. The"
                + " fields are the same.")
        .define(
            CLOUD_EVENTS,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Whether classifications carry the headers that make them CloudEvents in binary mode"
                + " (ce_id, ce_source, ce_type io.clipstreams.Classification, …).");
  }

  static OutputSettings from(AbstractConfig config) {
    return new OutputSettings(
        config.getString(FORMAT).equals(JSON), config.getBoolean(CLOUD_EVENTS));
  }
}
