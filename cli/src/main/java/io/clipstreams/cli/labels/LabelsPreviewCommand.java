package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.task.LabelTrial;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels preview}: judges stored images by a definition that is not published. */
@Command(
    name = "preview",
    description = {
      "Says what a label set would change, without publishing it: judges the images that were"
          + " embedded last by the set's current version and by this definition.",
      "Files are those of 'labels set'. Needs embeddings.enabled=true. Of a set that exists, the"
          + " images that it has judged are taken; of a new one, all."
    })
final class LabelsPreviewCommand implements Callable<Integer> {

  private static final int LARGEST_SAMPLE = 100_000;
  private static final int MOST_LINES = 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Mixin private DefinitionOptions source;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many images at most, the latest. Up to "
              + LARGEST_SAMPLE
              + ". Default:"
              + " ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    if (sample < 1 || sample > LARGEST_SAMPLE) {
      throw new ParameterException(
          spec.commandLine(), "--sample must be from 1 to " + LARGEST_SAMPLE);
    }
    LabelSet definition = source.definition(spec);
    Cluster cluster = config.cluster();
    String topic = cluster.embeddingsTopic();
    cluster.requireReachable();
    List<ImageEmbedding> recent = recent(cluster, topic);
    Preview preview;
    try (ClipModel model = ClipStreamsApp.load(cluster.config())) {
      preview = preview(cluster, model, recent, definition);
    } catch (CheckpointException | IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.lineWithNulls(preview));
    } else {
      print(preview, out);
    }
    return 0;
  }

  private List<ImageEmbedding> recent(Cluster cluster, String topic) {
    List<ImageEmbedding> recent;
    try {
      recent = cluster.embeddings().read(sample);
    } catch (UnknownTopicOrPartitionException e) {
      throw new CliException(
          "topic %s does not exist; 'clip-streams topics create' creates it".formatted(topic), e);
    }
    if (recent.isEmpty()) {
      throw new CliException(
          "topic %s is empty: no image was embedded yet, or all were removed".formatted(topic));
    }
    return recent;
  }

  private Preview preview(
      Cluster cluster, ClipModel model, List<ImageEmbedding> recent, LabelSet definition) {
    List<ImageEmbedding> ours =
        recent.stream().filter(image -> image.getModel().equals(model.fingerprint())).toList();
    if (ours.isEmpty()) {
      throw new CliException(
          "the latest %d embeddings are of another model (%s) than the configuration's (%s)"
              .formatted(recent.size(), recent.get(0).getModel(), model.fingerprint()));
    }
    LabelTrial trial = new LabelTrial(cluster.config().labels(), model);
    cluster.labelSets().readAll(trial::put);
    Optional<CurrentLabelSet> before = trial.current(name);
    List<ImageEmbedding> judged =
        before.isEmpty()
            ? ours
            : ours.stream().filter(image -> image.getLabelSets().contains(name)).toList();
    if (judged.isEmpty()) {
      throw new CliException(
          "label set %s has judged none of the latest %d images; a larger --sample may have some"
              .formatted(name, ours.size()));
    }
    return Preview.of(name, judged, before, trial.tried(name, definition));
  }

  private static void print(Preview preview, PrintWriter out) {
    if (preview.currentVersion() == null) {
      out.printf(
          "Label set %s does not exist yet; it would judge %d images so:%n",
          preview.labelSet(), preview.images());
    } else {
      out.printf(
          Locale.ROOT,
          "Of %d images that %s, version %d, has judged, %d (%.1f %%) would get another best"
              + " label.%n",
          preview.images(),
          preview.labelSet(),
          preview.currentVersion(),
          preview.changed(),
          100.0 * preview.changed() / preview.images());
    }
    out.printf("%n%-32s %8s %8s%n", "share", "before", "after");
    preview.shares().stream()
        .limit(MOST_LINES)
        .forEach(
            share ->
                out.printf(
                    Locale.ROOT,
                    "  %-30s %6.1f %% %6.1f %%%n",
                    share.label(),
                    100 * share.before(),
                    100 * share.after()));
    more(preview.shares().size(), out);
    if (!preview.changes().isEmpty()) {
      out.printf("%nchanges%n");
      preview.changes().stream()
          .limit(MOST_LINES)
          .forEach(
              change -> out.printf("  %6d  %s → %s%n", change.count(), change.from(), change.to()));
      more(preview.changes().size(), out);
      out.printf("%nexamples%n");
      preview.examples().forEach(example -> out.println("  " + line(example)));
    }
  }

  private static void more(int all, PrintWriter out) {
    if (all > MOST_LINES) {
      out.printf("  … and %d more; --output json has all%n", all - MOST_LINES);
    }
  }

  private static String line(Preview.Example example) {
    return "%s  %s → %s"
        .formatted(
            example.uri(),
            scored(example.from(), example.fromScore()),
            scored(example.to(), example.toScore()));
  }

  private static String scored(String label, Float score) {
    return score == null ? label : String.format(Locale.ROOT, "%s %.2f", label, score);
  }
}
