package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
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

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    PublishedLabelSet published =
        cluster
            .labelSets()
            .get(name)
            .orElseThrow(() -> new CliException("there is no label set " + name));
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

  private enum Format {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
