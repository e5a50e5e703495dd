package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.embeddings.CacheOptions;
import io.clipstreams.cli.embeddings.ImageListing;
import io.clipstreams.cli.train.LabelledImages;
import io.clipstreams.cli.train.ProbeSet;
import io.clipstreams.cli.train.Training;
import io.clipstreams.cli.train.TrainingReport;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.PublishedLabelSet;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels train}: a linear probe on labelled images becomes a version of a set. */
@Command(
    name = "train",
    description = {
      "Trains a linear probe on labelled images: embeds them with the configured checkpoint, fits"
          + " multinomial logistic regression, says how often it is right on images that it has"
          + " not seen, and publishes it as a version of the set after asking.",
      "Needs at least three images of each label; a fifth of them chooses the regularisation, a"
          + " fifth is held out. Scoring, claims, and the labels' display names, thresholds and"
          + " topics stay as they are in the current version; its other labels go.",
      "Prints the version; with --output json {labels,images,skipped,c,validationAccuracy,"
          + "heldOutImages,heldOutAccuracy,perLabel:[{label,heldOut,right}],version}."
    })
final class LabelsTrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "DIR|FILE",
      required = true,
      description =
          "A folder with a folder for each label; or a list of images, .csv or .tsv with a header"
              + " or .jsonl, with the columns label and file_name (or uri, path, file). Locations"
              + " are paths, from the list's folder on, or s3:// URIs.")
  private Path from;

  @Option(names = "--yes", description = "Publishes without asking.")
  private boolean yes;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Mixin private CacheOptions caching;

  @Mixin private OutcomeWait wait;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    LabelSetClient labelSets = cluster.labelSets();
    Optional<PublishedLabelSet> current = labelSets.get(name);
    LabelledImages found = LabelledImages.from(from);
    ImageListing.remark(found.passedOver()).ifPresent(err::println);
    TrainingReport report = new Training(cluster.config(), caching, err).train(found.images());
    report.lines().forEach(err::println);
    err.flush();
    ask(current);
    LabelSet definition = ProbeSet.of(report, current.map(PublishedLabelSet::definition));
    OptionalLong expected =
        OptionalLong.of(current.map(PublishedLabelSet::version).orElse(LabelSetClient.ABSENT));
    long version = wait.accepted(name, labelSets.set(name, definition, expected, wait.timeout()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(output == OutputFormat.JSON ? Json.line(report.published(version)) : version);
    return 0;
  }

  private void ask(Optional<PublishedLabelSet> current) {
    if (yes) {
      return;
    }
    Console console = System.console();
    if (console == null) {
      throw new CliException("not published: there is no terminal to ask on; --yes publishes");
    }
    String replaced =
        current
            .map(set -> "replace version %d of %s".formatted(set.version(), name))
            .orElse("publish it as " + name);
    String answer = console.readLine("%s? [y/N] ", replaced);
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw new CliException("not published");
    }
  }
}
