package io.clipstreams.cli.ops;

import io.clipstreams.topology.labels.catalog.PublishedVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Version, size and age of the label sets that judge. One thread at a time refreshes. */
final class LabelSetMeters {

  /** Each set is three series; there may be any number of sets. */
  static final int MOST_SETS = 500;

  private final MultiGauge versions;
  private final MultiGauge sizes;
  private final MultiGauge definedAt;

  LabelSetMeters(MeterRegistry registry) {
    versions =
        MultiGauge.builder("clip.label.set.version")
            .description("The version of a label set that judges, of the first 500 by name")
            .register(registry);
    sizes =
        MultiGauge.builder("clip.label.set.labels")
            .description("How many labels it has")
            .register(registry);
    definedAt =
        MultiGauge.builder("clip.label.set.defined.timestamp")
            .baseUnit("seconds")
            .description("When it was defined, in seconds since 1970")
            .register(registry);
  }

  void refresh(List<PublishedVersion> published) {
    List<PublishedVersion> shown = published.stream().limit(MOST_SETS).toList();
    versions.register(rows(shown, PublishedVersion::version), true);
    sizes.register(rows(shown, PublishedVersion::labels), true);
    definedAt.register(rows(shown, set -> set.definedAt().toEpochMilli() / 1e3), true);
  }

  private static List<Row<?>> rows(
      List<PublishedVersion> published, ToDoubleFunction<PublishedVersion> value) {
    return published.stream()
        .<Row<?>>map(set -> Row.of(Tags.of("label_set", set.labelSet()), set, value))
        .toList();
  }
}
