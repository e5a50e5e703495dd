package io.clipstreams.cli.ops;

import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.labels.catalog.PublishedVersion;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/**
 * All meters of the process: ours, Kafka Streams' own and its clients', the JVM's. Any thread calls
 * {@link #observer()}'s methods and {@link #scrape}.
 */
final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PipelineMeters pipeline = new PipelineMeters(registry);
  private final LabelSetMeters labelSets = new LabelSetMeters(registry);
  private final JvmGcMetrics garbageCollector = new JvmGcMetrics();
  private final LogbackMetrics logs = new LogbackMetrics();
  private volatile Supplier<List<PublishedVersion>> published = List::of;
  private KafkaStreamsMetrics kafka;

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new ProcessMemory().bindTo(registry);
    garbageCollector.bindTo(registry);
    logs.bindTo(registry);
  }

  PipelineMetrics observer() {
    return pipeline;
  }

  /** The command's thread, once, before the application starts. */
  void follow(ClipStreamsConfig config, ClipStreamsApp app) {
    new AppMeters(registry).bind(config, app);
    published = app::labelSets;
    // Looks for new metrics every minute: tasks come and go.
    kafka = new KafkaStreamsMetrics(app.streams());
    kafka.bindTo(registry);
  }

  /** All of them in Prometheus' text format. */
  synchronized String scrape() {
    labelSets.refresh(published.get());
    return registry.scrape();
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
    garbageCollector.close();
    logs.close();
    registry.close();
  }
}
