package io.clipstreams.cli.topics;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.topology.Topics;
import io.clipstreams.topology.config.TopicSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code topics create}. */
@Command(
    name = "create",
    description =
        "Creates the topics that do not exist, and prints what became of each. Topics that exist"
            + " stay as they are.")
final class TopicsCreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the topics that are not of labels; overrides topics.partitions.")
  private Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Replicas; overrides topics.replication.factor. -1: the broker's default.")
  private Short replicationFactor;

  @Option(
      names = "--label-topic",
      paramLabel = "NAME",
      description =
          "Also a topic that a label can name for its classifications; must begin with"
              + " labels.topic.prefix. Repeatable.")
  private List<String> labelTopics = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (partitions != null) {
      config.override(TopicSettings.PARTITIONS, partitions.toString());
    }
    if (replicationFactor != null) {
      config.override(TopicSettings.REPLICATION_FACTOR, replicationFactor.toString());
    }
    Cluster cluster = config.cluster();
    PrintWriter out = spec.commandLine().getOut();
    List<NewTopic> topics = new ArrayList<>(Topics.all(cluster.topics()));
    for (String name : labelTopics) {
      requirePrefix(cluster, name);
      topics.add(Topics.ofLabel(cluster.topics(), name));
    }
    cluster.requireReachable();
    try (Admin admin = Admin.create(cluster.connection())) {
      List<String> created = Topics.create(admin, topics);
      topics.forEach(
          topic ->
              out.println(
                  topic.name() + (created.contains(topic.name()) ? ": created" : ": exists")));
    }
    return 0;
  }

  private static void requirePrefix(Cluster cluster, String topic) {
    String prefix =
        cluster
            .config()
            .labels()
            .labelTopicPrefix()
            .orElseThrow(
                () ->
                    new CliException(
                        "labels.topic.prefix is not configured, so no label may name a topic"));
    if (!topic.startsWith(prefix)) {
      throw new CliException(
          "topic %s does not begin with %s, as labels.topic.prefix wants it"
              .formatted(topic, prefix));
    }
  }
}
