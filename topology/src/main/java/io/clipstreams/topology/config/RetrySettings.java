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
 * How long transient failures are retried, and how long an image may be in work at all.
 *
 * @param budget running time after the first attempt during which a failure is retried
 * @param minBackoff pause after the first failure; doubled by each further one
 * @param maxBackoff the longest pause
 * @param deadline running time after the first attempt, or the first wait, by which an image is
 *     classified or a dead letter, whatever it waits for
 */
public record RetrySettings(
    Duration budget, Duration minBackoff, Duration maxBackoff, Duration deadline) {

  public static final String BUDGET = "fetch.retry.ms";
  public static final String MIN_BACKOFF = "fetch.backoff.min.ms";
  public static final String MAX_BACKOFF = "fetch.backoff.max.ms";
  public static final String DEADLINE = "inflight.deadline.ms";

  /** What the deadline leaves beyond the time that the stages may take by their own settings. */
  private static final Duration SPARE = Duration.ofMinutes(5);

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
            "Longest pause between two attempts, in milliseconds.")
        .define(
            DEADLINE,
            Type.LONG,
            0L,
            Range.atLeast(0),
            MEDIUM,
            "How long an image may be in work in this process, in milliseconds of running time"
                + " after its first attempt: by then it is classified, or a dead letter with the"
                + " stage at which it stood and the reason deadline. Not less than "
                + BUDGET
                + " and "
                + WantedSettings.WAIT
                + ". 0 takes what the stages may need by their own settings: twice "
                + BUDGET
                + " (schema and object), "
                + WantedSettings.WAIT
                + ", and five minutes more.");
  }

  public RetrySettings {
    if (minBackoff.compareTo(maxBackoff) > 0) {
      throw new ConfigException(
          MIN_BACKOFF, minBackoff.toMillis(), "must not be greater than " + MAX_BACKOFF);
    }
    if (deadline.compareTo(budget) < 0) {
      throw new ConfigException(DEADLINE, deadline.toMillis(), "must not be less than " + BUDGET);
    }
  }

  static RetrySettings from(AbstractConfig config) {
    Duration budget = Duration.ofMillis(config.getLong(BUDGET));
    Duration wait = Duration.ofMillis(config.getLong(WantedSettings.WAIT));
    Duration deadline = Duration.ofMillis(config.getLong(DEADLINE));
    if (deadline.isZero()) {
      deadline = budget.multipliedBy(2).plus(wait).plus(SPARE);
    } else if (deadline.compareTo(wait) < 0) {
      throw new ConfigException(
          DEADLINE, deadline.toMillis(), "must not be less than " + WantedSettings.WAIT);
    }
    return new RetrySettings(
        budget,
        Duration.ofMillis(config.getLong(MIN_BACKOFF)),
        Duration.ofMillis(config.getLong(MAX_BACKOFF)),
        deadline);
  }
}
