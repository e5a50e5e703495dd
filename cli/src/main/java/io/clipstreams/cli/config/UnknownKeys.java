package io.clipstreams.cli.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Keys that go through to Kafka Streams and its clients, and that these do not know. */
final class UnknownKeys {

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "streams.", StreamsConfig.configDef().names(),
          "consumer.", ConsumerConfig.configNames(),
          "producer.", ProducerConfig.configNames());

  /** Of the clients that Streams tells apart; {@code streams.main.consumer.max.poll.records}. */
  private static final List<String> CLIENTS =
      List.of(
          "consumer.",
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "producer.",
          "admin.",
          "topic.");

  private UnknownKeys() {}

  static List<String> of(Collection<String> keys) {
    List<String> unknown = new ArrayList<>();
    for (String key : keys) {
      KNOWN.forEach(
          (prefix, names) -> {
            String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
            boolean clients = CLIENTS.stream().anyMatch(name::startsWith);
            if (!name.isEmpty() && !names.contains(name) && !clients) {
              unknown.add(key);
            }
          });
    }
    unknown.sort(null);
    return unknown;
  }
}
