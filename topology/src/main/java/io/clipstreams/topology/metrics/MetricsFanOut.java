package io.clipstreams.topology.metrics;

import io.clipstreams.topology.deadletter.Stage;
import java.util.List;
import java.util.function.Consumer;

/** Tells several of the same. */
public final class MetricsFanOut implements PipelineMetrics {

  private final List<PipelineMetrics> all;

  public MetricsFanOut(PipelineMetrics... all) {
    this.all = List.of(all);
  }

  private void tell(Consumer<PipelineMetrics> what) {
    all.forEach(what);
  }

  @Override
  public void received() {
    tell(PipelineMetrics::received);
  }

  @Override
  public void excluded() {
    tell(PipelineMetrics::excluded);
  }

  @Override
  public void fetched(int bytes, long nanos) {
    tell(one -> one.fetched(bytes, nanos));
  }

  @Override
  public void decoded(long waitedNanos, long nanos) {
    tell(one -> one.decoded(waitedNanos, nanos));
  }

  @Override
  public void deviceTaken() {
    tell(PipelineMetrics::deviceTaken);
  }

  @Override
  public void deviceFreed() {
    tell(PipelineMetrics::deviceFreed);
  }

  @Override
  public void awaitedDevice(long waitedNanos) {
    tell(one -> one.awaitedDevice(waitedNanos));
  }

  @Override
  public void imageBatch(int images, long nanos) {
    tell(one -> one.imageBatch(images, nanos));
  }

  @Override
  public void textSlice(int texts, long nanos) {
    tell(one -> one.textSlice(texts, nanos));
  }

  @Override
  public void labelVectors(int cached, int missing) {
    tell(one -> one.labelVectors(cached, missing));
  }

  @Override
  public void retried(Stage stage, String reason) {
    tell(one -> one.retried(stage, reason));
  }

  @Override
  public void classified(long sinceReceivedMillis) {
    tell(one -> one.classified(sinceReceivedMillis));
  }

  @Override
  public void routed() {
    tell(PipelineMetrics::routed);
  }

  @Override
  public void rescored() {
    tell(PipelineMetrics::rescored);
  }

  @Override
  public void deadLettered(Stage stage, String reason) {
    tell(one -> one.deadLettered(stage, reason));
  }

  @Override
  public void loopRound(long nanos, long waitedNanos) {
    tell(one -> one.loopRound(nanos, waitedNanos));
  }
}
