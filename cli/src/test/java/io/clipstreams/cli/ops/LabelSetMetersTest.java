package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.labels.catalog.PublishedVersion;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSetMetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LabelSetMeters meters = new LabelSetMeters(registry);

  private static PublishedVersion set(String name, long version) {
    return new PublishedVersion(name, version, 12, Instant.ofEpochSecond(1_000));
  }

  @Test
  void eachSetHasVersionSizeAndTime() {
    meters.refresh(List.of(set("pets", 7)));

    assertThat(registry.scrape())
        .contains(
            "clip_label_set_version{label_set=\"pets\"} 7.0",
            "clip_label_set_labels{label_set=\"pets\"} 12.0",
            "clip_label_set_defined_timestamp_seconds{label_set=\"pets\"} 1000.0");
  }

  @Test
  void aNewVersionReplacesTheOldOneAndADeletedSetIsGone() {
    meters.refresh(List.of(set("pets", 7), set("cars", 3)));
    meters.refresh(List.of(set("pets", 8)));

    assertThat(registry.scrape())
        .contains("clip_label_set_version{label_set=\"pets\"} 8.0")
        .doesNotContain("cars");
  }

  @Test
  void thereAreNoMoreSeriesThanTheBound() {
    meters.refresh(
        IntStream.range(0, 2 * LabelSetMeters.MOST_SETS)
            .mapToObj(i -> set("set-" + i, 1))
            .toList());

    assertThat(registry.scrape().lines().filter(line -> line.startsWith("clip_label_set_version{")))
        .hasSize(LabelSetMeters.MOST_SETS);
  }
}
