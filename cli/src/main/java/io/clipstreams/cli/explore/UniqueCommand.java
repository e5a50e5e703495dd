package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.search.Outliers;
import io.clipstreams.model.search.Outliers.Outlier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code unique}: which pictures are unlike all others. */
@Command(
    name = "unique",
    description = {
      "Ranks the pictures that are unlike all others: by the cosine distance (1 - cosine) of their"
          + " embeddings to the nearest other picture, or, with --neighbours, by the mean distance"
          + " to so many nearest. The ranking is exact; the cost grows with the square of the"
          + " number where all are equally far from each other, and far less where they are not.",
      "With --output json {model,images,neighbours,results:[{image,uri,distance,"
          + "nearest:[{image,uri,similarity}]}]}; uri only with --topic."
    })
public final class UniqueCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The pictures below this folder are looked at.")
  private Path folder;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many are shown. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--neighbours",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Of how many nearest the mean is taken: with 2, a picture that has one twin can still"
              + " be unique. Default: ${DEFAULT-VALUE}.")
  private int neighbours;

  @Mixin private GalleryOptions source;

  @Mixin private ReportOption report;

  @Mixin private Answers answers;

  @Override
  public Integer call() throws InterruptedException {
    source.requireOne(spec, folder);
    Limits.requirePositive(spec, "--top", top);
    Limits.requirePositive(spec, "--neighbours", neighbours);
    report.requireFiles(spec, source);
    PrintWriter err = spec.commandLine().getErr();
    try (ClipModel model = source.loadModel()) {
      Gallery gallery = source.open(model, folder, err);
      if (gallery.size() < 2) {
        throw new CliException("one picture alone has no others to be unlike");
      }
      List<Outlier> outliers;
      try (PhaseBars bars = new PhaseBars(err)) {
        outliers = new Outliers(model, gallery.vectors(), neighbours, top).find(bars);
      }
      Unlike unlike = Unlike.of(model.fingerprint(), gallery, neighbours, outliers);
      answers.print(spec, unlike, unlike.lines());
      report.write(spec, unlike::page);
      return gallery.exitCode();
    }
  }
}
