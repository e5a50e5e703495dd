package io.clipstreams.topology.history;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/** Reads the end of the topic of embeddings, from outside the application. Blocks. */
public final class RecentEmbeddings {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Offsets are more than records: transactions have markers, and compaction leaves gaps. */
  private static final int OFFSETS_A_RECORD = 3;

  private static final int WIDENING = 4;

  private final Map<String, Object> clientSettings;
  private final String topic;
  private final EmbeddingDecoder decoder;

  /**
   * @param clientSettings of Kafka's clients: {@code bootstrap.servers} and security
   */
  public RecentEmbeddings(Map<String, Object> clientSettings, String topic, AvroSerdes serdes) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.topic = topic;
    this.decoder = new EmbeddingDecoder(topic, serdes);
  }

  private record Latest(long timestamp, byte[] value) {}

  /**
   * The images that were embedded last and are not removed, the last first.
   *
   * @param most how many at most; of the topic not much more than that is read
   * @throws UnknownTopicOrPartitionException when there is no such topic
   * @throws TimeoutException when the brokers stop answering
   */
  public List<ImageEmbedding> read(int most) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException("The topic " + topic + " does not exist");
      }
      consumer.assign(partitions);
      return latest(consumer, partitions, most).stream()
          .map(latest -> decoder.decode(latest.value()).join())
          .toList();
    }
  }

  private static List<Latest> latest(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, int most) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (long back = (long) most * OFFSETS_A_RECORD; ; back *= WIDENING) {
      boolean isAll = true;
      for (TopicPartition partition : partitions) {
        long from = Math.max(begins.get(partition), ends.get(partition) - back);
        isAll &= from == begins.get(partition);
        consumer.seek(partition, from);
      }
      List<Latest> found =
          readTo(consumer, ends).values().stream()
              .filter(latest -> latest.value() != null)
              .sorted(Comparator.comparingLong(Latest::timestamp).reversed())
              .limit(most)
              .toList();
      if (isAll || found.size() == most) {
        return found;
      }
    }
  }

  /** What each key has last; a removed one has no value. */
  private static Map<Bytes, Latest> readTo(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<Bytes, Latest> latest = new HashMap<>();
    long lastProgress = System.nanoTime();
    long left = left(consumer, ends);
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null) {
          latest.put(Bytes.wrap(record.key()), new Latest(record.timestamp(), record.value()));
        }
      }
      long now = left(consumer, ends);
      if (now < left) {
        lastProgress = System.nanoTime();
        left = now;
      } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new TimeoutException(
            "Nothing more could be read for %d s".formatted(PATIENCE.toSeconds()));
      }
    }
    return latest;
  }

  private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
