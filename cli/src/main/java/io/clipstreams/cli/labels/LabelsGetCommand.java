package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.PublishedLabelSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels get}: the current version, in the form in which it can be published again. */
@Command(
    name = "get",
    description = "Prints the current version of a label set, in the form that 'labels set' takes.")
final class LabelsGetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "yaml or json. Default: ${DEFAULT-VALUE}.")
  private Format output;

  @Option(
      names = "--at",
      paramLabel = "N",
      description = "This version, as long as it is kept, instead of the current one.")
  private Long version;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    PublishedLabelSet published = published(cluster.labelSets());
    LabelSetDocument document =
        LabelSetDocument.of(published.name(), published.version(), published.definition());
    spec.commandLine()
        .getOut()
        .print(
            output == Format.JSON
                ? Json.line(document) + System.lineSeparator()
                : LabelFile.yaml(document));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private PublishedLabelSet published(LabelSetClient labelSets) {
    return version == null
        ? labelSets.get(name).orElseThrow(() -> new CliException("there is no label set " + name))
        : labelSets
            .get(name, version)
            .orElseThrow(
                () ->
                    new CliException(
                        "version %d of label set %s is not kept; 'labels versions %s' prints those"
                                .formatted(version, name, name)
                            + " that are"));
  }

  private enum Format {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
