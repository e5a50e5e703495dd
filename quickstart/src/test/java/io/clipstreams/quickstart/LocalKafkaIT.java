package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

  @TempDir Path dir;

  @Test
  void aCommittedTransactionIsReadAndAnAbortedOneIsNot() {
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      var topic = new TestTopic(kafka.bootstrapServers(), "numbers");
      topic.create();
      topic.writeInTransaction(List.of("one", "two"));
      topic.abortTransactionOf(List.of("lost"));
      topic.writeInTransaction(List.of("three"));
      assertThat(topic.readCommitted(3)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void aBrokerStartedAgainInTheSameFolderHasItsRecords() {
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      var topic = new TestTopic(kafka.bootstrapServers(), "numbers");
      topic.create();
      topic.writeInTransaction(List.of("one", "two"));
    }
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      var topic = new TestTopic(kafka.bootstrapServers(), "numbers");
      assertThat(topic.readCommitted(2)).containsExactly("one", "two");
    }
  }

  @Test
  void aPortThatIsTakenIsReplacedByAnother() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = Ports.free(1).get(0);
      Queue<BrokerSettings> offers =
          new ArrayDeque<>(
              List.of(
                  new BrokerSettings(dir, taken.getLocalPort(), free),
                  BrokerSettings.onFreePorts(dir)));
      try (LocalKafka kafka = LocalKafka.start(dir, any -> offers.remove())) {
        assertThat(kafka.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
        assertThat(offers).isEmpty();
        new TestTopic(kafka.bootstrapServers(), "numbers").create();
      }
    }
  }

  @Test
  void nothingIsLeftAfterClose() {
    Leftovers before = Leftovers.now();
    LocalKafka.start(dir).close();
    before.assertNone();
  }
}
