package io.clipstreams.cli.local;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.LabelChoice;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.cli.embeddings.Outcome;
import io.clipstreams.cli.local.ZeroShot.ScoredLabel;
import io.clipstreams.model.ClipModel;
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
      ZeroShot zeroShot = ZeroShot.encode(model, labels, templates);
      List<Classified> classified = new ArrayList<>();
      Outcome outcome =
          new ImageEmbedder(model, spec.commandLine().getErr())
              .embed(
                  files,
                  (file, embed) -> classified.add(new Classified(file, zeroShot.score(embed))));
      print(classified);
      return outcome.failures().isEmpty() ? 0 : 1;
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
    for (ScoredLabel label : one.labels()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %5.1f %%  %s  (similarity %.4f)",
              100 * label.score(),
              label.label(),
              label.similarity()));
    }
  }

  record Classified(String file, List<ScoredLabel> labels) {}
}
