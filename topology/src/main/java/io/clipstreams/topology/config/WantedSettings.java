package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Which label sets judge an image that names none.
 *
 * @param defaultSet judges images that no set claims
 * @param maxWait how long an image waits for a set that was not heard of
 */
public record WantedSettings(Optional<String> defaultSet, Duration maxWait) {

  public static final String DEFAULT_SET = "labels.default.set";
  public static final String WAIT = "labels.wait.ms";

  static void define(ConfigDef def) {
    def.define(
            DEFAULT_SET,
            Type.STRING,
            "default",
            HIGH,
            "Label set for images whose event names none and that no set claims; empty for none.")
        .define(
            WAIT,
            Type.LONG,
            60_000L,
            Range.atLeast(0),
            HIGH,
            "How long an image waits for a label set that does not exist yet, in milliseconds,"
                + " before it becomes a dead letter.");
  }

  static WantedSettings from(AbstractConfig config) {
    return new WantedSettings(
        Optional.of(config.getString(DEFAULT_SET)).filter(name -> !name.isBlank()),
        Duration.ofMillis(config.getLong(WAIT)));
  }
}
