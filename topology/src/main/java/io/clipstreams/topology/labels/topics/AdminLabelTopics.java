package io.clipstreams.topology.labels.topics;

import io.clipstreams.topology.labels.LabelTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers for topics, and remembers the answers: a topic that is there is asked for again
 * in the background, and one that is not after some seconds. So nobody produces to a topic that is
 * gone, for which Kafka's producer would hold up the stream thread for a minute.
 *
 * <p>Safe for use by many threads; futures complete on the caller's thread or on the admin
 * client's.
 */
public final class AdminLabelTopics implements LabelTopics, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AdminLabelTopics.class);

  private static final int ASK_TIMEOUT_MILLIS = 10_000;

  /** An answer is taken as it is for so long. */
  static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  /** That a topic is there is believed for so long while it is asked for again. */
  static final long STALE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Admin admin;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(boolean writable, long at) {}

  /**
   * @param admin closed with this object
   */
  public AdminLabelTopics(Admin admin) {
    this(admin, System::nanoTime);
  }

  AdminLabelTopics(Admin admin, LongSupplier nanoTime) {
    this.admin = admin;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletableFuture<Set<String>> writable(Set<String> topics) {
    long now = nanoTime.getAsLong();
    Set<String> unknown = new HashSet<>();
    Set<String> ageing = new HashSet<>();
    Set<String> writable = new HashSet<>();
    for (String topic : topics) {
      Known answer = known.get(topic);
      long age = answer == null ? Long.MAX_VALUE : now - answer.at;
      if (age > STALE_NANOS || (age > FRESH_NANOS && !answer.writable)) {
        unknown.add(topic);
      } else if (answer.writable) {
        writable.add(topic);
        if (age > FRESH_NANOS) {
          ageing.add(topic);
        }
      }
    }
    if (!ageing.isEmpty()) {
      // Till the answer comes, nobody else asks.
      ageing.forEach(topic -> known.put(topic, new Known(true, now - FRESH_NANOS / 2)));
      writableNow(ageing)
          .whenComplete(
              (found, error) -> {
                if (error != null) {
                  log.warn("Topics of labels cannot be looked up: {}", error.getMessage());
                }
              });
    }
    if (unknown.isEmpty()) {
      return CompletableFuture.completedFuture(Set.copyOf(writable));
    }
    return writableNow(unknown)
        .thenApply(
            found -> {
              writable.addAll(found);
              return Set.copyOf(writable);
            });
  }

  @Override
  public CompletableFuture<Set<String>> writableNow(Set<String> topics) {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().timeoutMs(ASK_TIMEOUT_MILLIS).includeAuthorizedOperations(true);
    List<CompletableFuture<Set<String>>> answers = new ArrayList<>();
    admin
        .describeTopics(topics, options)
        .topicNameValues()
        .forEach((topic, description) -> answers.add(answer(topic, description)));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                answers.stream()
                    .flatMap(answer -> answer.join().stream())
                    .collect(Collectors.toSet()));
  }

  private CompletableFuture<Set<String>> answer(
      String topic, KafkaFuture<TopicDescription> description) {
    return description
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(AdminLabelTopics::mayBeWritten)
        .exceptionally(
            thrown -> {
              Throwable error = thrown.getCause() == null ? thrown : thrown.getCause();
              if (error instanceof UnknownTopicOrPartitionException
                  || error instanceof InvalidTopicException
                  || error instanceof AuthorizationException) {
                return false;
              }
              throw error instanceof RuntimeException retriable
                  ? retriable
                  : new IllegalStateException(error);
            })
        .thenApply(
            writable -> {
              remember(topic, writable);
              return writable ? Set.of(topic) : Set.of();
            });
  }

  private static boolean mayBeWritten(TopicDescription topic) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    return allowed == null || allowed.contains(AclOperation.WRITE);
  }

  private void remember(String topic, boolean writable) {
    Known before = known.put(topic, new Known(writable, nanoTime.getAsLong()));
    if (!writable && (before == null || before.writable)) {
      log.warn(
          "The topic {} that a label names is not there or may not be written: it gets no copies of"
              + " classifications until it is",
          topic);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
