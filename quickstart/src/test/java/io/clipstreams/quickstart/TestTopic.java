package io.clipstreams.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic with one partition of strings. */
record TestTopic(String bootstrapServers, String name) {

  private static final Duration READ_LIMIT = Duration.ofSeconds(30);

  void create() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void writeInTransaction(List<String> values) {
    write(values, KafkaProducer::commitTransaction);
  }

  void abortTransactionOf(List<String> values) {
    write(values, KafkaProducer::abortTransaction);
  }

  private void write(List<String> values, Consumer<KafkaProducer<String, String>> end) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            UUID.randomUUID().toString(),
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            StringSerializer.class);
    try (var producer = new KafkaProducer<String, String>(config)) {
      producer.initTransactions();
      producer.beginTransaction();
      values.forEach(value -> producer.send(new ProducerRecord<>(name, value)));
      producer.flush();
      end.accept(producer);
    }
  }

  /** What a reader of committed records sees: as many as expected, and any that come with them. */
  List<String> readCommitted(int expected) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            StringDeserializer.class);
    List<String> values = new ArrayList<>();
    try (var consumer = new KafkaConsumer<String, String>(config)) {
      consumer.assign(List.of(new TopicPartition(name, 0)));
      long deadline = System.nanoTime() + READ_LIMIT.toNanos();
      while (values.size() < expected && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
