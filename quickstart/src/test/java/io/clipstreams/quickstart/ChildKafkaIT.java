package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildKafkaIT {

  @TempDir Path dir;

  @Test
  void whatWasCommittedOutlivesAKillAtTheSameAddress() {
    try (ChildKafka kafka = ChildKafka.start(dir)) {
      var topic = new TestTopic(kafka.bootstrapServers(), "numbers");
      topic.create();
      topic.writeInTransaction(List.of("one", "two"));
      // The commit's marker reaches the partition a moment after the producer was told.
      assertThat(topic.readCommitted(2)).hasSize(2);

      kafka.kill();
      kafka.restart();

      assertThat(topic.readCommitted(2)).containsExactly("one", "two");
      assertThat(kafka.bootstrapServers()).isEqualTo(topic.bootstrapServers());
    }
  }

  @Test
  void aStoppedBrokerAnswersAgainWhenItGoesOn() throws Exception {
    try (ChildKafka kafka = ChildKafka.start(dir);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      kafka.stop();
      var answer = admin.listTopics().names();
      assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);

      kafka.resume();

      assertThat(answer.get(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsReplacedByAnother() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = Ports.free(1).get(0);
      Path data = dir.resolve("data");
      Queue<BrokerSettings> offers =
          new ArrayDeque<>(
              List.of(
                  new BrokerSettings(data, taken.getLocalPort(), free),
                  BrokerSettings.onFreePorts(data)));
      try (ChildKafka kafka = ChildKafka.start(dir, any -> offers.remove())) {
        assertThat(kafka.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
      }
    }
  }

  @Test
  void aStoppedBrokerIsClosedAsWell() {
    Leftovers before = Leftovers.now();
    ChildKafka kafka = ChildKafka.start(dir);
    kafka.stop();
    long begin = System.nanoTime();
    kafka.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    before.assertNone();
  }
}
