package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.benchmarks.faults.Input;
import io.clipstreams.benchmarks.line.StoredImages;
import io.clipstreams.cli.faults.SharedServers.Stack;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.history.RecentEmbeddings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stored images are judged again, each once, whatever becomes of the instances meanwhile. */
@ExtendWith(SharedServers.class)
@Timeout(300)
class SweepsIT {

  /** A sweep of them takes some seconds. */
  private static final int STORED = Scale.ofThisBuild().choose(20_000, 200_000);

  private static final int SOME = STORED / 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final Stack stack;

  SweepsIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void aSweepThatWasKilledGoesOnWhereItWas() throws Exception {
    try (Rig rig = rig("sweep-kill");
        Sweeps sweeps = new Sweeps(rig.line().config())) {
      AppInstance app = rig.start("app");
      Rig.awaitReady(app);
      store(rig);

      long version = rig.trial().swapLabels();
      sweeps.await(version, SOME, PATIENCE);
      app.kill();
      sweeps.settle(SETTLE);
      assertThat(sweeps.judgedBy(version)).as("so far").hasSizeBetween(SOME, STORED);
      app.start();

      assertEachJudgedOnce(sweeps, version);
    }
  }

  @Test
  void anotherInstanceFinishesTheSweepOfOneThatLeaves() throws Exception {
    try (Rig rig = rig("sweep-leave");
        Sweeps sweeps = new Sweeps(rig.line().config())) {
      AppInstance one = rig.start("one");
      AppInstance two = rig.start("two");
      Rig.awaitReady(one);
      Rig.awaitReady(two);
      store(rig);

      long version = rig.trial().swapLabels();
      sweeps.await(version, SOME, PATIENCE);
      one.close();

      assertEachJudgedOnce(sweeps, version);
      assertThat(two.logged()).contains("has judged");
    }
  }

  private Rig rig(String name) throws InterruptedException {
    return new Rig(
        stack,
        name,
        Map.of(
            "embeddings.enabled",
            "true",
            "rescore",
            "on-label-change",
            "topic.image.embeddings",
            name + ".image-embeddings",
            "topic.rescored",
            name + ".rescored"));
  }

  /** One image goes the whole way, and many are stored as if they had. */
  private static void store(Rig rig) {
    rig.trial().submit(Input.picture("first", rig.drawing(0), false));
    assertThat(rig.trial().drain(PATIENCE)).isZero();
    ClipStreamsConfig config = rig.line().config();
    AvroSerdes serdes = new AvroSerdes(config.serdeSettings());
    List<ImageEmbedding> first =
        new RecentEmbeddings(
                config.clientSettings(), config.topics().imageEmbeddings().orElseThrow(), serdes)
            .read(1);
    StoredImages.write(config, serdes, first.get(0), STORED);
  }

  private static void assertEachJudgedOnce(Sweeps sweeps, long version) {
    sweeps.await(version, STORED + 1, PATIENCE);
    sweeps.settle(SETTLE);
    assertThat(sweeps.judgedBy(version)).hasSize(STORED + 1);
    assertThat(sweeps.judgedBy(version).values()).containsOnly(1);
  }
}
