package io.clipstreams.topology.labels.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AdminLabelTopicsTest {

  private final Map<String, Set<AclOperation>> there = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private boolean away;
  private long now;
  private final AdminLabelTopics topics = new AdminLabelTopics(brokers(), () -> now);

  @Test
  void aTopicThatIsThereAndMayBeWrittenIsWritable() {
    there.put("labels.cats", Set.of(AclOperation.READ, AclOperation.WRITE));
    there.put("labels.dogs", Set.of(AclOperation.READ));

    assertThat(topics.writable(Set.of("labels.cats", "labels.dogs", "labels.owls")).join())
        .containsExactly("labels.cats");
  }

  @Test
  void anAnswerIsRememberedForSomeSeconds() {
    there.put("labels.cats", Set.of(AclOperation.WRITE));
    topics.writable(Set.of("labels.cats", "labels.owls")).join();
    now += AdminLabelTopics.FRESH_NANOS;

    assertThat(topics.writable(Set.of("labels.cats", "labels.owls")).join())
        .containsExactly("labels.cats");
    assertThat(asked).containsExactlyInAnyOrder("labels.cats", "labels.owls");
  }

  @Test
  void aTopicThatIsThereIsAskedForAgainWithoutWaiting() {
    there.put("labels.cats", Set.of(AclOperation.WRITE));
    topics.writable(Set.of("labels.cats")).join();
    there.clear();
    now += AdminLabelTopics.FRESH_NANOS + 1;

    assertThat(topics.writable(Set.of("labels.cats")).join()).containsExactly("labels.cats");
    assertThat(topics.writable(Set.of("labels.cats")).join()).isEmpty();
  }

  @Test
  void aTopicThatHasComeIsFoundAfterSomeSeconds() {
    topics.writable(Set.of("labels.cats")).join();
    there.put("labels.cats", Set.of(AclOperation.WRITE));
    assertThat(topics.writable(Set.of("labels.cats")).join()).isEmpty();

    now += AdminLabelTopics.FRESH_NANOS + 1;

    assertThat(topics.writable(Set.of("labels.cats")).join()).containsExactly("labels.cats");
  }

  @Test
  void whatWasHeardLongAgoIsNotBelieved() {
    there.put("labels.cats", Set.of(AclOperation.WRITE));
    topics.writable(Set.of("labels.cats")).join();
    there.clear();
    now += AdminLabelTopics.STALE_NANOS + 1;

    assertThat(topics.writable(Set.of("labels.cats")).join()).isEmpty();
  }

  @Test
  void brokersThatDoNotAnswerAreNoAnswer() {
    away = true;

    assertThatThrownBy(() -> topics.writable(Set.of("labels.cats")).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void whatIsKnownStandsWhileBrokersDoNotAnswer() {
    there.put("labels.cats", Set.of(AclOperation.WRITE));
    topics.writable(Set.of("labels.cats")).join();
    away = true;
    now += AdminLabelTopics.FRESH_NANOS + 1;

    assertThat(topics.writable(Set.of("labels.cats")).join()).containsExactly("labels.cats");
    assertThat(topics.writable(Set.of("labels.cats")).join()).containsExactly("labels.cats");
  }

  private Admin brokers() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("describeTopics");
              return describe((Collection<?>) arguments[0]);
            });
  }

  private DescribeTopicsResult describe(Collection<?> names) {
    Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();
    for (Object name : names) {
      asked.add((String) name);
      answers.put((String) name, description((String) name));
    }
    return new DescribeTopicsResult(null, answers) {};
  }

  private KafkaFuture<TopicDescription> description(String name) {
    KafkaFutureImpl<TopicDescription> answer = new KafkaFutureImpl<>();
    if (away) {
      answer.completeExceptionally(new TimeoutException("no broker answers"));
    } else if (there.containsKey(name)) {
      answer.complete(new TopicDescription(name, false, List.of(), new HashSet<>(there.get(name))));
    } else {
      answer.completeExceptionally(new UnknownTopicOrPartitionException(name));
    }
    return answer;
  }
}
