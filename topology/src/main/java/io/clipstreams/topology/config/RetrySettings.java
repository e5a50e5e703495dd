package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * How long transient failures are retried.
 *
 * @param budget running time after the first attempt during which a failure is retried
 * @param minBackoff pause after the first failure; doubled by each further one
 * @param maxBackoff the longest pause
 */
public record RetrySettings(Duration budget, Duration minBackoff, Duration maxBackoff) {

  public static final String BUDGET = "fetch.retry.ms";
  public static final String MIN_BACKOFF = "fetch.backoff.min.ms";
  public static final String MAX_BACKOFF = "fetch.backoff.max.ms";

  static void define(ConfigDef def) {
    def.define(
            BUDGET,
            Type.LONG,
            600_000L,
            Range.atLeast(0),
            HIGH,
            "How long transient failures (throttling, 5xx, timeouts, no route) of one image are"
                + " retried, in milliseconds, before it becomes a dead letter; at least five"
                + " attempts are made. Longer than the outages that shall pass unnoticed.")
        .define(
            MIN_BACKOFF,
            Type.LONG,
            200L,
            Range.atLeast(1),
            LOW,
            "Pause after the first transient failure, in milliseconds; it doubles each time.")
        .define(
            MAX_BACKOFF,
            Type.LONG,
            15_000L,
            Range.atLeast(1),
            MEDIUM,
            "Longest pause between two attempts, in milliseconds.");
  }

  public RetrySettings {
    if (minBackoff.compareTo(maxBackoff) > 0) {
      throw new ConfigException(
          MIN_BACKOFF, minBackoff.toMillis(), "must not be greater than " + MAX_BACKOFF);
    }
  }

  static RetrySettings from(AbstractConfig config) {
    return new RetrySettings(
        Duration.ofMillis(config.getLong(BUDGET)),
        Duration.ofMillis(config.getLong(MIN_BACKOFF)),
        Duration.ofMillis(config.getLong(MAX_BACKOFF)));
  }
}
