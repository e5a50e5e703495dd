package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.cli.faults.SharedServers.Stack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance stands still for so long that the changelog has forgotten deletions meanwhile. */
@ExtendWith(SharedServers.class)
@Timeout(900)
class LongPauseIT {

  private static final Scale SCALE = Scale.ofThisBuild();
  private static final int IMAGES = SCALE.choose(60, 500);

  private static final String CHANGELOG = "long-pause-in-flight-changelog";

  /** Half of it is less than the pause, which is longer than the session timeout. */
  private static final Duration DELETIONS_KEPT = Duration.ofSeconds(14);

  private static final Duration PAUSE =
      SCALE.choose(Duration.ofSeconds(11), Duration.ofSeconds(75));

  private final Stack stack;

  LongPauseIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void aStandbyThatMayHaveMissedDeletionsEndsAndBeginsAgainWithEmptyStores() throws Exception {
    Map<String, String> settings =
        Map.of(
            "streams.num.standby.replicas",
            "1",
            "inflight.delete.retention.ms",
            Long.toString(DELETIONS_KEPT.toMillis()));
    try (Rig rig = new Rig(stack, "long-pause", settings)) {
      AppInstance one = rig.start("one");
      AppInstance two = rig.start("two");
      Rig.awaitReady(one);
      Rig.awaitReady(two);
      compactAtOnce(rig);
      rig.trial().submit(IMAGES);
      one.stop();
      Thread.sleep(PAUSE.toMillis() / 2);
      rig.trial().submit(IMAGES);
      Thread.sleep(PAUSE.toMillis() / 2);
      one.resume();
      Rig.awaitEnd(one);
      assertThat(one.logged())
          .contains("its stores may have missed deletions. Start it again, it then begins with");

      one.acknowledgeEnd();
      one.start();
      Rig.awaitReady(one);
      // What the first has as a standby now becomes all that there is.
      two.kill();
      rig.trial().submit(IMAGES);

      rig.assertAllAnsweredOnceAndRightly();
    }
  }

  /** Deletions leave the changelog as soon as the cleaner comes by. */
  private static void compactAtOnce(Rig rig) throws Exception {
    Map<String, String> eager = Map.of("segment.ms", "3000", "min.cleanable.dirty.ratio", "0.001");
    Collection<AlterConfigOp> changes =
        eager.entrySet().stream()
            .map(
                entry ->
                    new AlterConfigOp(
                        new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
            .toList();
    try (Admin admin = Admin.create(rig.line().config().clientSettings())) {
      ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, CHANGELOG);
      admin.incrementalAlterConfigs(Map.of(changelog, changes)).all().get();
      assertThat(
              admin
                  .describeConfigs(List.of(changelog))
                  .all()
                  .get()
                  .get(changelog)
                  .get("delete.retention.ms")
                  .value())
          .isEqualTo(Long.toString(DELETIONS_KEPT.toMillis()));
    }
  }
}
