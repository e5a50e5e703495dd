package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.LabelChoice;
import io.clipstreams.cli.explore.clusters.Clusterer;
import io.clipstreams.cli.explore.clusters.Clusters;
import io.clipstreams.model.ClipModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cluster}: which pictures belong together. */
@Command(
    name = "cluster",
    description = {
      "Divides pictures into clusters of those that are alike, by k-means on their unit embeddings:"
          + " centres are found on a sample of at most 5,000, then every picture goes to the"
          + " nearest. Each cluster is named by the words whose embeddings are nearest to its"
          + " centre: some hundred everyday words, or --labels.",
      "The silhouette says how well the clusters are told apart: 1 is best, near 0 they run into"
          + " each other. -k auto takes the number from 2 to "
          + Clusterer.MOST_BY_ITSELF
          + " with the highest.",
      "With --output json {model,images,silhouette,clusters:[{name,names:[{name,similarity}],size,"
          + "images:[{image,uri,similarity}]}]}: all images, nearest to the centre first; uri only"
          + " with --topic."
    })
public final class ClusterCommand implements Callable<Integer> {

  private static final String AUTO = "auto";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The pictures below this folder are looked at.")
  private Path folder;

  @Option(
      names = "-k",
      paramLabel = "N|auto",
      defaultValue = AUTO,
      description = "How many clusters. Default: ${DEFAULT-VALUE}.")
  private String k;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many pictures of each cluster are shown as text and in the report, the nearest to"
              + " its centre. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Mixin private LabelChoice labels;

  @Mixin private GalleryOptions source;

  @Mixin private ReportOption report;

  @Mixin private Answers answers;

  @Override
  public Integer call() throws InterruptedException {
    source.requireOne(spec, folder);
    Limits.requirePositive(spec, "--top", top);
    report.requireFiles(spec, source);
    int wanted = wanted();
    List<String> words = labels.given() ? labels.requireLabels(spec) : Vocabulary.everydayWords();
    List<String> templates = labels.templates(spec);
    PrintWriter err = spec.commandLine().getErr();
    try (ClipModel model = source.loadModel()) {
      Gallery gallery = source.open(model, folder, err);
      Clusters clusters = clusters(gallery, wanted, err);
      Vocabulary vocabulary = Vocabulary.of(words, templates, new Encoder(model, err));
      Grouped grouped = Grouped.of(model.fingerprint(), gallery, clusters, vocabulary);
      answers.print(spec, grouped, grouped.lines(top));
      report.write(spec, pictures -> grouped.page(pictures, top));
      return gallery.exitCode();
    }
  }

  /** 0 for auto. */
  private int wanted() {
    if (k.equals(AUTO)) {
      return 0;
    }
    try {
      int number = Integer.parseInt(k);
      Limits.requirePositive(spec, "-k", number);
      return number;
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "-k must be a number or auto, but is " + k, e);
    }
  }

  private static Clusters clusters(Gallery gallery, int wanted, PrintWriter err) {
    try (PhaseBars bars = new PhaseBars(err)) {
      Clusterer clusterer = new Clusterer(gallery.vectors(), bars);
      return wanted == 0 ? clusterer.clusterByItself() : clusterer.cluster(wanted);
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
