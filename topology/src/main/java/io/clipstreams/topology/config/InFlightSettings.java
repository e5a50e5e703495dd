package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How much is under way at a time in this process.
 *
 * @param maxImages images that are fetched, decoded or in the model
 * @param maxBytes bytes of objects that are fetched or wait to be decoded
 * @param parkedMax references that are stored and not under way, above which no more are read
 * @param deletionsKept how long the store's changelog keeps its deletions
 */
public record InFlightSettings(
    int maxImages, long maxBytes, int parkedMax, Duration deletionsKept) {

  public static final String MAX_IMAGES = "inflight.max.images";
  public static final String MAX_BYTES = "inflight.max.bytes";
  public static final String PARKED_MAX = "parked.max";
  public static final String DELETE_RETENTION = "inflight.delete.retention.ms";

  static void define(ConfigDef def) {
    def.define(
            MAX_IMAGES,
            Type.INT,
            128,
            Range.atLeast(1),
            HIGH,
            "Images under way at a time in this process: fetched, decoded or in the model. Several"
                + " batches' worth keeps the device busy; more where the object store is slow.")
        .define(
            MAX_BYTES,
            Type.LONG,
            128L * 1024 * 1024,
            Range.atLeast(1),
            HIGH,
            "Bytes of objects under way at a time in this process, reserved before they are read.")
        .define(
            PARKED_MAX,
            Type.INT,
            1_000,
            Range.atLeast(1),
            MEDIUM,
            "References that are stored and wait, above which this process reads no more of them;"
                + " it goes on below half.")
        .define(
            DELETE_RETENTION,
            Type.LONG,
            7_200_000L,
            Range.atLeast(10_000),
            LOW,
            "How long the changelog of references under way keeps its deletions, in milliseconds:"
                + " delete.retention.ms of that topic when it is created. A process that stood still"
                + " for more than half of it may have missed some, and ends instead of classifying"
                + " again. Change it on the topic as well.");
  }

  static InFlightSettings from(AbstractConfig config) {
    return new InFlightSettings(
        config.getInt(MAX_IMAGES),
        config.getLong(MAX_BYTES),
        config.getInt(PARKED_MAX),
        Duration.ofMillis(config.getLong(DELETE_RETENTION)));
  }
}
