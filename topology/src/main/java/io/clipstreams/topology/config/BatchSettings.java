package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How images are batched for the model.
 *
 * @param maxImages the largest batch
 * @param maxWait how long a free device waits for a batch to fill; zero: not at all
 * @param deadline after which a batch that has not returned ends the process
 */
public record BatchSettings(int maxImages, Duration maxWait, Duration deadline) {

  public static final String MAX_IMAGES = "batch.max.images";
  public static final String MAX_WAIT = "batch.max.wait.ms";
  public static final String DEADLINE = "batch.deadline.ms";

  static void define(ConfigDef def) {
    def.define(
            MAX_IMAGES,
            Type.INT,
            32,
            Range.between(1, 4_096),
            HIGH,
            "Largest batch. A free device takes what is ready, up to this.")
        .define(
            MAX_WAIT,
            Type.LONG,
            0L,
            Range.between(0, 60_000),
            LOW,
            "How long a free device waits for a batch to fill, in milliseconds. With 0 batches grow"
                + " under load by themselves and a lone image goes at once.")
        .define(
            DEADLINE,
            Type.LONG,
            120_000L,
            Range.atLeast(1_000),
            LOW,
            "A batch that has not returned after this long, in milliseconds, ends the process.");
  }

  static BatchSettings from(AbstractConfig config) {
    return new BatchSettings(
        config.getInt(MAX_IMAGES),
        Duration.ofMillis(config.getLong(MAX_WAIT)),
        Duration.ofMillis(config.getLong(DEADLINE)));
  }
}
