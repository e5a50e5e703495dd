package io.clipstreams.quickstart.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import io.clipstreams.quickstart.Broker;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka broker in a container, with the settings of the embedded one that tests rely on. */
final class ContainerKafka implements Broker {

  static final String IMAGE = "apache/kafka:4.3.1";

  private final KafkaContainer container;

  private ContainerKafka(KafkaContainer container) {
    this.container = container;
  }

  /** Why there can be no container without a download; empty when there can. */
  static Optional<String> whatIsMissing() {
    DockerClientFactory docker = DockerClientFactory.instance();
    try {
      if (!docker.isDockerAvailable()) {
        return Optional.of("no Docker engine answers");
      }
      docker.client().inspectImageCmd(IMAGE).exec();
      return Optional.empty();
    } catch (NotFoundException e) {
      return Optional.of("the Docker engine does not have " + IMAGE);
    } catch (RuntimeException e) {
      return Optional.of("Testcontainers cannot use the Docker engine: " + e.getMessage());
    }
  }

  static ContainerKafka start() {
    KafkaContainer container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
    return new ContainerKafka(container);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.close();
  }
}
