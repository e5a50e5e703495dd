package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.S3Fault;
import io.clipstreams.cli.faults.SharedServers.Stack;
import io.clipstreams.topology.ClipStreamsApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each round of the stream thread's loop is timed while servers misbehave. */
@ExtendWith(SharedServers.class)
@Timeout(600)
class StreamThreadIT {

  private static final Scale SCALE = Scale.ofThisBuild();
  private static final List<S3Fault> FAULTS =
      SCALE.choose(List.of(S3Fault.SLOW, S3Fault.DOWN), List.of(S3Fault.values()));
  private static final int IMAGES = SCALE.choose(60, 1_000);

  /**
   * In the short form less than S3's latency here, and than any client's timeout: the machine may
   * be busy with the build itself.
   */
  private static final Duration LONGEST =
      SCALE.choose(Duration.ofSeconds(4), Duration.ofSeconds(1));

  private final Stack stack;

  StreamThreadIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void with24PartitionsOnOneThreadNothingHoldsIt() throws Exception {
    Map<String, String> settings = Map.of("topics.partitions", "24", "num.stream.threads", "1");
    try (Rig rig = new Rig(stack, "stream-thread", settings);
        ClipStreamsApp app = ClipStreamsApp.open(rig.config("app"))) {
      app.start();
      assertThat(app.awaitReady(Duration.ofSeconds(120))).isTrue();
      rig.trial().submit(IMAGES);
      for (S3Fault fault : FAULTS) {
        rig.servers().proxy().inject(fault);
        rig.trial().submit(IMAGES);
        rig.trial().swapLabels();
        Thread.sleep(SCALE.choose(1_500, 15_000));
      }
      rig.servers().proxy().inject(S3Fault.NONE);
      rig.assertAllAnsweredOnceAndRightly();
      rig.servers().registry().kill();
      try {
        rig.trial().submit(IMAGES);
        assertThat(rig.trial().drain(Duration.ofSeconds(60))).isZero();
      } finally {
        rig.servers().registry().restart();
      }
      for (int kill = 0; kill < SCALE.choose(0, 2); kill++) {
        rig.servers().kafka().kill();
        rig.servers().kafka().restart();
        // Enough for each partition, see ServersDownIT.
        rig.trial().submit(IMAGES);
      }

      rig.assertAllAnsweredOnceAndRightly();
      // Without what it waits for the broker, which nothing can answer for.
      assertThat(Duration.ofNanos(app.counts().longestOwnRoundNanos())).isLessThan(LONGEST);
    }
  }
}
