package io.clipstreams.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Which instances hold the partitions of a store, as this one has heard at the last rebalance. An
 * instance that does not say where it is ({@code application.server}) is not among them. Any thread
 * may call.
 */
final class StoreWhereabouts implements Supplier<Whereabouts> {

  private final KafkaStreams streams;
  private final String store;
  private final String topic;
  private final HostInfo self;
  private final Map<String, Object> connection;
  private volatile int partitions;

  /**
   * @param topic that the store is filled from
   * @param self the address of this instance, as {@code application.server} says
   * @param connection how to reach the brokers
   */
  StoreWhereabouts(
      KafkaStreams streams,
      String store,
      String topic,
      String self,
      Map<String, Object> connection) {
    this.streams = streams;
    this.store = store;
    this.topic = topic;
    this.self = HostInfo.buildFromEndpoint(self);
    this.connection = connection;
  }

  @Override
  public Whereabouts get() {
    boolean here = false;
    List<String> others = new ArrayList<>();
    for (StreamsMetadata holder : streams.streamsMetadataForStore(store)) {
      if (holder.topicPartitions().stream().anyMatch(one -> one.topic().equals(topic))) {
        if (holder.hostInfo().equals(self)) {
          here = true;
        } else {
          others.add(address(holder.hostInfo()));
        }
      }
    }
    return new Whereabouts(address(self), here, others, topic, partitions());
  }

  private static String address(HostInfo host) {
    return "%s:%d".formatted(host.host(), host.port());
  }

  /** Asked once: the partitions of a topic that Kafka Streams reads do not change under it. */
  private int partitions() {
    if (partitions == 0) {
      try (Admin admin = Admin.create(connection)) {
        partitions =
            admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "%s cannot be looked at: %s".formatted(topic, e.getCause().getMessage()), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the search was interrupted", e);
      }
    }
    return partitions;
  }
}
