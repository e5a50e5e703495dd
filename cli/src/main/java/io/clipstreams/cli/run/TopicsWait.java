package io.clipstreams.cli.run;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for brokers and topics, and says so: Kafka Streams gives up when a topic is missing. */
final class TopicsWait {

  private static final Logger log = LoggerFactory.getLogger(TopicsWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Cluster cluster;

  TopicsWait(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Returns when all topics are there.
   *
   * @param create whether to create those that are missing
   */
  void await(boolean create) throws InterruptedException {
    try (Admin admin = Admin.create(cluster.connection())) {
      while (!areThere(admin, create)) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private boolean areThere(Admin admin, boolean create) throws InterruptedException {
    try {
      List<String> missing = missing(admin);
      if (missing.isEmpty()) {
        return true;
      }
      if (create) {
        log.info("created the topics {}", Topics.create(admin, cluster.topics()));
        return true;
      }
      log.warn("waiting for the topics {}; 'clip-streams topics create' creates them", missing);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RetriableException)) {
        throw new IllegalStateException(
            "the topics cannot be listed: " + e.getCause().getMessage(), e.getCause());
      }
      log.warn(
          "waiting for the Kafka brokers {}: {}",
          cluster.config().kafka().bootstrapServers(),
          e.getCause().getMessage());
    }
    return false;
  }

  private List<String> missing(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> existing =
        admin.listTopics(new ListTopicsOptions().timeoutMs((int) PAUSE.toMillis())).names().get();
    return Topics.all(cluster.topics()).stream()
        .map(NewTopic::name)
        .filter(name -> !existing.contains(name))
        .toList();
  }
}
