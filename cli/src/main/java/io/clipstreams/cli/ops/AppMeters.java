package io.clipstreams.cli.ops;

import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.QueueLengths;
import io.clipstreams.topology.RunningModel;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** How an application stands at the moment of a scrape. */
final class AppMeters {

  private final MeterRegistry registry;

  AppMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void bind(ClipStreamsConfig config, ClipStreamsApp app) {
    queues(app);
    gauge("clip.inflight.images.limit", "inflight.max.images", config.inFlight()::maxImages);
    gauge("clip.inflight.bytes.limit", "inflight.max.bytes", config.inFlight()::maxBytes);
    gauge("clip.parked.references.limit", "parked.max", config.inFlight()::parkedMax);
    gauge("clip.label.sets", "Label sets that judge", () -> app.labelSets().size());
    gauge("clip.ready", "1 while images are read", () -> app.isReady() ? 1 : 0);
    model(app.model());
    FunctionCounter.builder("clip.device.busy", app, it -> it.counts().deviceNanos() / 1e9)
        .baseUnit("seconds")
        .description("How long devices have had batches, summed over devices")
        .register(registry);
  }

  private void queues(ClipStreamsApp app) {
    queue(app, "clip.inflight.images", "Images that hold a slot", QueueLengths::underWay);
    queue(app, "clip.inflight.bytes", "Bytes of objects under way", QueueLengths::bytesUnderWay);
    queue(
        app,
        "clip.parked.references",
        "References that are stored and not under way: the backlog that no consumer lag shows",
        QueueLengths::parked);
    queue(app, "clip.waiting.decode.images", "Waiting for decode", QueueLengths::waitingForDecode);
    queue(
        app, "clip.waiting.device.images", "Waiting for a device", QueueLengths::waitingForDevice);
    Gauge.builder("clip.oldest.reference.age", app, it -> age(it.queueLengths()))
        .baseUnit("seconds")
        .description("Since when the oldest reference without an answer is stored; 0 without any")
        .register(registry);
  }

  private static double age(QueueLengths now) {
    return now.oldestReceivedAt().isEmpty()
        ? 0
        : Math.max(0, System.currentTimeMillis() - now.oldestReceivedAt().getAsLong()) / 1e3;
  }

  private void model(RunningModel model) {
    Gauge.builder("clip.model.load", () -> model.loadTime().toMillis() / 1e3)
        .baseUnit("seconds")
        .description("How long the model took to load")
        .register(registry);
    Gauge.builder("clip.model.info", () -> 1)
        .description("The model that judges")
        .tags(
            Tags.of(
                "fingerprint", model.fingerprint(),
                "precision", model.precision(),
                "device", model.device()))
        .register(registry);
  }

  private void queue(
      ClipStreamsApp app, String name, String description, ToDoubleFunction<QueueLengths> value) {
    gauge(name, description, () -> value.applyAsDouble(app.queueLengths()));
  }

  private void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble).description(description).register(registry);
  }
}
