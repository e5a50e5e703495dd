package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.deadletter.Stage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told is what Prometheus reads. */
class PipelineMetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PipelineMeters meters = new PipelineMeters(registry);

  @Test
  void imagesAreCountedByWhatBecomesOfThem() {
    meters.received();
    meters.received();
    meters.excluded();
    meters.classified(1_500);
    meters.routed();
    meters.rescored();
    meters.deadLettered(Stage.FETCH, "not-found");
    meters.retried(Stage.FETCH, "throttled");

    assertThat(registry.scrape())
        .contains(
            "clip_references_received_total 2.0",
            "clip_messages_excluded_total 1.0",
            "clip_images_classified_total 1.0",
            "clip_images_routed_total 1.0",
            "clip_images_rescored_total 1.0",
            "clip_answer_seconds_sum 1.5",
            "clip_answer_seconds_bucket{le=\"1.0\"} 0",
            "clip_answer_seconds_bucket{le=\"2.5\"} 1",
            "clip_dead_letters_total{reason=\"not-found\",stage=\"fetch\"} 1.0",
            "clip_retries_total{reason=\"throttled\",stage=\"fetch\"} 1.0");
  }

  @Test
  void eachStageHasItsTime() {
    meters.fetched(1_000, TimeUnit.SECONDS.toNanos(1));
    meters.decoded(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(3));
    meters.awaitedDevice(TimeUnit.SECONDS.toNanos(4));
    meters.imageBatch(7, TimeUnit.SECONDS.toNanos(5));
    meters.textSlice(9, TimeUnit.SECONDS.toNanos(6));

    assertThat(registry.scrape())
        .contains(
            "clip_fetched_bytes_total 1000.0",
            "clip_stage_seconds_sum{stage=\"fetch\"} 1.0",
            "clip_stage_seconds_sum{stage=\"decode-wait\"} 2.0",
            "clip_stage_seconds_sum{stage=\"decode\"} 3.0",
            "clip_stage_seconds_sum{stage=\"device-wait\"} 4.0",
            "clip_stage_seconds_sum{stage=\"model\"} 5.0",
            "clip_batch_images_sum 7.0",
            "clip_batch_images_bucket{le=\"4.0\"} 0",
            "clip_batch_images_bucket{le=\"8.0\"} 1",
            "clip_texts_encoded_total 9.0",
            "clip_stage_seconds_sum{stage=\"text\"} 6.0");
  }

  @Test
  void vectorsOfLabelSetsAreToldApartByWhetherTheyWereThere() {
    meters.labelVectors(10_000, 1);

    assertThat(registry.scrape())
        .contains(
            "clip_label_vectors_total{source=\"cached\"} 10000.0",
            "clip_label_vectors_total{source=\"encoded\"} 1.0");
  }

  @Test
  void roundsOfStreamThreadsAreTimed() {
    meters.loopRound(TimeUnit.SECONDS.toNanos(3), TimeUnit.SECONDS.toNanos(1));

    assertThat(registry.scrape())
        .contains("clip_stream_round_seconds_sum 3.0", "clip_stream_round_wait_seconds_sum 1.0");
  }
}
