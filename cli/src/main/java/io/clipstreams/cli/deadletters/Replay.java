package io.clipstreams.cli.deadletters;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes inputs out of dead letters: the same key, value and headers, to the partition they came
 * from, at the present time, with one replay more. What reason there is not to send one again is
 * told instead.
 */
final class Replay {

  /** What was replayed so often is usually not sent again. */
  static final int USUAL_MOST = 3;

  private final TopicSettings topics;
  private final int mostReplays;

  /**
   * @param mostReplays what was replayed so often is not sent again
   */
  Replay(TopicSettings topics, int mostReplays) {
    this.topics = topics;
    this.mostReplays = mostReplays;
  }

  /** For the inputs; whoever asked for it closes it. */
  static Producer<byte[], byte[]> producer(Cluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.connection());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Why this one is not sent again; empty when it is. */
  Optional<String> obstacle(Letter letter) {
    if (letter.sourceTopic().isEmpty()) {
      return Optional.of("it does not say where it came from");
    }
    String source = letter.sourceTopic().get();
    if (source.equals(topics.labelSets())) {
      // An old definition would replace a newer one.
      return Optional.of("it is a definition of a label set; send it with 'labels set'");
    }
    if (source.equals(topics.deadLetters())) {
      return Optional.of("it came from the dead letters themselves");
    }
    if (letter.isCut()) {
      return Optional.of("only a part of it is there");
    }
    if (letter.replays() >= mostReplays) {
      return Optional.of("it was replayed %d times already".formatted(letter.replays()));
    }
    return Optional.empty();
  }

  /**
   * The input, as it is sent again.
   *
   * @param partitions of its topic now; a partition that is not there any more is chosen by key
   */
  ProducerRecord<byte[], byte[]> input(Letter letter, int partitions) {
    Headers headers = DeadLetterHeaders.original(letter.message().headers());
    headers.remove(DeadLetterHeaders.REPLAYS);
    headers.add(
        DeadLetterHeaders.REPLAYS,
        Integer.toString(letter.replays() + 1).getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        letter.sourceTopic().orElseThrow(),
        letter.sourcePartition().filter(partition -> partition < partitions).orElse(null),
        null,
        letter.message().key(),
        letter.message().value(),
        headers);
  }
}
