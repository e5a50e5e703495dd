package io.clipstreams.cli.events;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.common.Style;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.json.AvroJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watch}: classifications as they come. */
@Command(
    name = "watch",
    description = {
      "Prints classifications as they come, until Ctrl-C. Only what is committed is read, and no"
          + " consumer group is joined.",
      "With --output json each line is the record of the topic; a dead letter is"
          + " {\"deadLetter\":{key,stage,reason,message,source}}."
    })
public final class WatchCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Option(
      names = "--from-beginning",
      description = "First what the topics still hold; otherwise only what comes from now on.")
  private boolean fromBeginning;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "The topic of a label, instead of all classifications.")
  private String topic;

  @Option(names = "--dead-letters", description = "Dead letters too.")
  private boolean deadLetters;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "End after so many; otherwise with Ctrl-C.")
  private long max = Long.MAX_VALUE;

  private final ClassificationLines lines = new ClassificationLines(Style.ofTerminal());

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    List<String> topics = new ArrayList<>();
    topics.add(topic == null ? cluster.topics().classifications() : topic);
    if (deadLetters) {
      topics.add(cluster.topics().deadLetters());
    }
    Deserializer<Classification> deserializer = cluster.classifications();
    PrintWriter out = spec.commandLine().getOut();
    try (TopicReader reader = new TopicReader(cluster.connection(), topics, fromBeginning)) {
      long printed = 0;
      while (printed < max && !out.checkError()) {
        for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
          if (printed++ < max) {
            boolean letter = message.topic().equals(cluster.topics().deadLetters());
            (letter ? letterLines(message) : answerLines(message, deserializer))
                .forEach(out::println);
          }
        }
      }
    }
    return 0;
  }

  private List<String> letterLines(ConsumerRecord<byte[], byte[]> message) {
    DeadLetter letter = DeadLetter.of(message);
    return List.of(
        output == OutputFormat.JSON ? Json.line(Map.of("deadLetter", letter)) : lines.of(letter));
  }

  /** The time until it was scored, since an old answer is read long after it came. */
  private List<String> answerLines(
      ConsumerRecord<byte[], byte[]> message, Deserializer<Classification> deserializer) {
    Classification answer = deserializer.deserialize(message.topic(), message.value());
    return output == OutputFormat.JSON
        ? List.of(Json.line(AvroJson.of(answer)))
        : lines.of(answer, answer.getTimes().getScored().toEpochMilli());
  }
}
