package io.clipstreams.cli.local;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.LabelChoice;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.cli.embeddings.Outcome;
import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.task.LocalLabelSet;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code classify}: which of some labels fits each picture best. */
@Command(
    name = "classify",
    description = "Says which label fits each picture best. Local: needs no Kafka.")
public final class ClassifyCommand implements Callable<Integer> {

  /** The rules of label sets allow no more. */
  private static final int MOST_SHOWN = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.")
  private List<String> files;

  @Mixin private LabelChoice choice;

  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Override
  public Integer call() throws InterruptedException {
    List<String> labels = choice.requireLabels(spec);
    List<String> templates = choice.templates(spec);
    try (ClipModel model = checkpoint.load()) {
      CurrentLabelSet labelSet = encode(model, labels, templates);
      List<Classified> classified = new ArrayList<>();
      Outcome outcome =
          new ImageEmbedder(model, spec.commandLine().getErr())
              .embed(
                  files,
                  (file, embed) ->
                      classified.add(
                          Classified.of(file, labelSet.score(new float[][] {embed}).get(0))));
      labelSet.retire();
      print(classified);
      return outcome.failures().isEmpty() ? 0 : 1;
    }
  }

  private static CurrentLabelSet encode(
      ClipModel model, List<String> labels, List<String> templates) {
    LabelSet definition =
        LabelSet.newBuilder()
            .setLabels(
                labels.stream().map(label -> Label.newBuilder().setName(label).build()).toList())
            .setTemplates(templates)
            .setScoring(
                Scoring.newBuilder()
                    .setThreshold(null)
                    .setTopK(Math.min(MOST_SHOWN, labels.size()))
                    .build())
            .build();
    try {
      return LocalLabelSet.of("labels", definition, model).encode(uris -> List.of(), done -> {});
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private void print(List<Classified> classified) {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(classified));
    } else {
      classified.forEach(one -> printText(out, one));
    }
    out.flush();
  }

  private static void printText(PrintWriter out, Classified one) {
    out.println(one.file());
    for (Scored label : one.labels()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %5.1f %%  %s  (similarity %.4f)",
              100 * label.score(),
              label.label(),
              label.similarity()));
    }
  }

  record Classified(String file, List<Scored> labels) {

    static Classified of(String file, LabelSetResult result) {
      return new Classified(file, result.getLabels().stream().map(Scored::of).toList());
    }
  }

  /** A label, its probability among the labels, and its cosine with the image. */
  record Scored(String label, float score, float similarity) {

    static Scored of(ScoredLabel label) {
      return new Scored(label.getName(), label.getScore(), label.getSimilarity());
    }
  }
}
