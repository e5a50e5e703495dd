package io.clipstreams.topology.backpressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcePauserTest {

  private static final TopicPartition IMAGES_0 = new TopicPartition("images", 0);
  private static final TopicPartition IMAGES_1 = new TopicPartition("images", 1);
  private static final TopicPartition LABELS = new TopicPartition("labels", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Backlog backlog = new Backlog(100);
  private final Backlog.Share share = backlog.newShare();
  private final SourcePauser pauser = new SourcePauser(Set.of("images"), backlog);

  @BeforeEach
  void assign() {
    consumer.assign(Set.of(IMAGES_0, IMAGES_1, LABELS));
    consumer.updateBeginningOffsets(Map.of(IMAGES_0, 0L, IMAGES_1, 0L, LABELS, 0L));
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  private void beforePollWith(int parked) {
    share.set(parked, OptionalLong.empty());
    pauser.beforePoll(consumer);
  }

  @Test
  void nothingIsPausedUpToTheLimit() {
    beforePollWith(100);
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void imageTopicsArePausedAboveTheLimitAndLabelsNever() {
    beforePollWith(101);
    assertThat(consumer.paused()).containsExactlyInAnyOrder(IMAGES_0, IMAGES_1);
  }

  @Test
  void theyAreResumedWhenHalfOfTheLimitIsReached() {
    beforePollWith(101);
    beforePollWith(51);
    assertThat(consumer.paused()).hasSize(2);
    beforePollWith(50);
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void whatStreamsHasPausedStaysPaused() {
    consumer.pause(Set.of(IMAGES_0));
    beforePollWith(101);
    beforePollWith(0);
    assertThat(consumer.paused()).containsExactly(IMAGES_0);
  }

  @Test
  void whatStreamsPausesMeanwhileStaysPaused() {
    beforePollWith(101);
    consumer.pause(Set.of(IMAGES_0));
    pauser.taken(Set.of(IMAGES_0));
    beforePollWith(0);
    assertThat(consumer.paused()).containsExactly(IMAGES_0);
  }

  @Test
  void whatStreamsResumesIsPausedAgainBeforeTheNextPoll() {
    beforePollWith(101);
    consumer.resume(Set.of(IMAGES_0));
    pauser.taken(Set.of(IMAGES_0));
    beforePollWith(101);
    assertThat(consumer.paused()).contains(IMAGES_0);
  }

  @Test
  void whatIsNotAssignedAnyMoreIsNotResumed() {
    beforePollWith(101);
    consumer.assign(Set.of(IMAGES_1, LABELS));
    beforePollWith(0);
    // The mock, other than the real one, keeps the mark of what is not assigned any more.
    assertThat(consumer.paused()).containsExactly(IMAGES_0);
  }

  @Test
  void theBacklogIsThatOfAllTasks() {
    try (Backlog.Share other = backlog.newShare()) {
      other.set(60, OptionalLong.empty());
      beforePollWith(60);
      assertThat(consumer.paused()).hasSize(2);
    }
    pauser.beforePoll(consumer);
    assertThat(backlog.parked()).isEqualTo(60);
    assertThat(consumer.paused()).hasSize(2);
  }

  @Test
  void theOldestReferenceIsThatOfAllTasks() {
    assertThat(backlog.oldestReceivedAt()).isEmpty();
    share.set(0, OptionalLong.of(70));
    try (Backlog.Share other = backlog.newShare()) {
      other.set(0, OptionalLong.of(60));
      assertThat(backlog.oldestReceivedAt()).hasValue(60);
    }
    assertThat(backlog.oldestReceivedAt()).hasValue(70);
  }
}
