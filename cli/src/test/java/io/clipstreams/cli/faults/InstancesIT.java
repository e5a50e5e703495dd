package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.cli.faults.SharedServers.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances come and go, and stand still. */
@ExtendWith(SharedServers.class)
@Timeout(900)
class InstancesIT {

  private static final Scale SCALE = Scale.ofThisBuild();
  private static final int IMAGES = SCALE.choose(60, 1_000);
  private static final Duration BEYOND_THE_SESSION = Duration.ofSeconds(9);

  private final Stack stack;

  InstancesIT(Stack stack) {
    this.stack = stack;
  }

  static Stream<Integer> standbys() {
    return SCALE.choose(List.of(1), List.of(0, 1)).stream();
  }

  @ParameterizedTest
  @MethodSource("standbys")
  void aStoppedInstanceWhosePartitionsWentToAnotherWritesNothing(int standbys) throws Exception {
    try (Rig rig = new Rig(stack, "zombie-" + standbys, replicas(standbys))) {
      AppInstance one = rig.start("one");
      AppInstance two = rig.start("two");
      Rig.awaitReady(one);
      Rig.awaitReady(two);
      rig.trial().submit(IMAGES);
      one.stop();
      rig.trial().submit(IMAGES);
      Thread.sleep(BEYOND_THE_SESSION.toMillis());
      // The other has answered everything, what the stopped one has in hand included.
      assertThat(rig.trial().drain(Duration.ofSeconds(60))).isZero();
      one.resume();
      rig.trial().submit(IMAGES);

      rig.assertAllAnsweredOnceAndRightly();
    }
  }

  @ParameterizedTest
  @MethodSource("standbys")
  void instancesComeAndGoUnderLoad(int standbys) throws Exception {
    try (Rig rig = new Rig(stack, "rebalance-" + standbys, replicas(standbys))) {
      AppInstance one = rig.start("one");
      Rig.awaitReady(one);
      rig.trial().submit(IMAGES);
      AppInstance two = rig.start("two");
      AppInstance three = SCALE == Scale.FULL ? rig.start("three") : two;
      Rig.awaitReady(two);
      Rig.awaitReady(three);
      rig.trial().submit(IMAGES);
      three.close();
      rig.trial().submit(IMAGES);
      two.close();

      rig.assertAllAnsweredOnceAndRightly();
      assertThat(one.hasEnded()).isFalse();
    }
  }

  private static Map<String, String> replicas(int standbys) {
    return Map.of("streams.num.standby.replicas", Integer.toString(standbys));
  }
}
