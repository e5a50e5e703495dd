package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthTest {

  private final Health health = new Health();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final AtomicBoolean ready = new AtomicBoolean();

  @Test
  void aProcessThatWaitsForBrokersLivesAndIsNotReady() {
    health.phase("waiting for brokers and topics");

    assertThat(health.live().ok()).isTrue();
    assertThat(health.ready().ok()).isFalse();
    assertThat(health.ready().detail()).isEqualTo("waiting for brokers and topics");
  }

  @Test
  void anApplicationThatRestoresLivesAndIsNotReady() {
    health.follow(() -> "REBALANCING", ready::get, failure);

    assertThat(health.live().ok()).isTrue();
    assertThat(health.ready().ok()).isFalse();
    assertThat(health.ready().detail()).isEqualTo("REBALANCING");
  }

  @Test
  void anApplicationThatReadsImagesIsReady() {
    health.follow(() -> "RUNNING", ready::get, failure);
    ready.set(true);

    assertThat(health.live().ok()).isTrue();
    assertThat(health.ready().ok()).isTrue();
  }

  @Test
  void anApplicationThatCannotGoOnIsDeadAndSaysWhy() {
    health.follow(() -> "RUNNING", ready::get, failure);
    ready.set(true);
    failure.complete(new IllegalStateException("the device hangs"));

    assertThat(health.live().ok()).isFalse();
    assertThat(health.live().detail()).isEqualTo("the device hangs");
    assertThat(health.ready().ok()).isFalse();
  }
}
