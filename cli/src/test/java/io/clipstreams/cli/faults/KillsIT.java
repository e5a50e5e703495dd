package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.cli.faults.SharedServers.Stack;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 of the application at random moments, and label sets that change meanwhile. */
@ExtendWith(SharedServers.class)
@Timeout(1_800)
class KillsIT {

  private static final Scale SCALE = Scale.ofThisBuild();
  private static final int KILLS = SCALE.choose(2, 20);
  private static final int IMAGES = SCALE.choose(200, 10_000);
  private static final int SWAPS = SCALE.choose(10, 100);
  private static final long SEED = 5;

  private final Stack stack;

  KillsIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void killedAgainAndAgainWhileLabelSetsChangeItAnswersEachReferenceOnceByOneVersion()
      throws InterruptedException {
    Random random = new Random(SEED);
    try (Rig rig = new Rig(stack, "kills", Map.of())) {
      AppInstance app = rig.start("app");
      Rig.awaitReady(app);
      int rounds = KILLS + 1;
      long version = 0;
      for (int round = 0; round < rounds; round++) {
        for (int swap = 0; swap < (SWAPS + rounds - 1) / rounds; swap++) {
          version = rig.trial().swapLabels();
          rig.trial().submit(IMAGES / SWAPS);
          Thread.sleep(random.nextInt(200));
        }
        if (round < KILLS) {
          // From amid the work to the moment after the last answer.
          Thread.sleep(random.nextInt(3_000));
          app.kill();
          app.start();
          if (random.nextBoolean()) {
            Rig.awaitReady(app);
          }
        }
      }

      rig.assertAllAnsweredOnceAndRightly();
      rig.awaitCurrent(version);
      assertThat(app.hasEnded()).isFalse();
    }
  }
}
