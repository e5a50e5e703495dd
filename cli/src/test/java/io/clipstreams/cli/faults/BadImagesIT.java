package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.benchmarks.faults.Input;
import io.clipstreams.benchmarks.faults.Picture;
import io.clipstreams.benchmarks.verifier.Verdict;
import io.clipstreams.cli.faults.FaultyModel.Weakness;
import io.clipstreams.cli.faults.SharedServers.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images that break batches and processes, and a device that does nothing any more. */
@ExtendWith(SharedServers.class)
@Timeout(600)
class BadImagesIT {

  private static final int IMAGES = Scale.ofThisBuild().choose(20, 200);

  private final Stack stack;

  BadImagesIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void anImageThatBreaksItsBatchBecomesADeadLetterAlone() throws Exception {
    try (Rig rig = new Rig(stack, "breaks", Map.of())) {
      Picture bad = rig.drawing(0);
      submitAround(rig, Input.refused("bad", bad, "infer"));
      AppInstance app = rig.start("app", FaultyApp.program(Weakness.FAILS_ON_PICTURE, bad.name()));
      Rig.awaitReady(app);

      assertThat(rig.assertAllAnsweredOnceAndRightly().deadLetters()).isEqualTo(1);
      assertThat(app.hasEnded()).isFalse();
    }
  }

  @Test
  void anImageThatCrashesTheProcessBecomesADeadLetterAfterItsThirdDeath() throws Exception {
    try (Rig rig = new Rig(stack, "crashes", Map.of())) {
      Picture bad = rig.drawing(0);
      submitAround(rig, Input.refused("bad", bad, "crash"));
      AppInstance app =
          rig.start("app", FaultyApp.program(Weakness.CRASHES_ON_PICTURE, bad.name()));
      for (int death = 1; death <= 3; death++) {
        Rig.awaitEnd(app);
        app.acknowledgeEnd();
        app.start();
      }

      assertThat(rig.assertAllAnsweredOnceAndRightly().deadLetters()).isEqualTo(1);
      assertThat(app.hasEnded()).isFalse();
    }
  }

  @Test
  void aDeviceThatFailsWhollyStopsTheApplicationAndNothingIsLost() throws Exception {
    try (Rig rig = new Rig(stack, "device", Map.of())) {
      submitAround(rig, Input.picture("one", rig.drawing(0), true));
      AppInstance failing =
          rig.start("app", FaultyApp.program(Weakness.FAILS_ALWAYS, rig.drawing(0).name()));
      Rig.awaitEnd(failing);
      assertThat(failing.logged())
          .contains(
              "the application cannot go on: The device fails on an input that is known to be"
                  + " good: java.lang.IllegalStateException: device lost");
      failing.acknowledgeEnd();

      rig.start("replacement");

      Verdict verdict = rig.assertAllAnsweredOnceAndRightly();
      assertThat(verdict.deadLetters()).isZero();
    }
  }

  /** The input amid pictures that are good for every model. */
  private static void submitAround(Rig rig, Input input) {
    for (int i = 0; i < IMAGES; i++) {
      rig.trial().submit(Input.picture("before-" + i, rig.drawing(1 + i % 20), false));
    }
    rig.trial().submit(input);
    for (int i = 0; i < IMAGES; i++) {
      rig.trial().submit(Input.picture("after-" + i, rig.drawing(1 + i % 20), false));
    }
  }
}
