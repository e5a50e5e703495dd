package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.topology.labels.client.LabelSetSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code labels list}: the sets that judge images now. */
@Command(
    name = "list",
    description = {
      "Prints the label sets that judge images now: name, version, number of labels, and when it was"
          + " defined.",
      "With --output json: [{name,version,labelCount,definedAt}]."
    })
final class LabelsListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    List<LabelSetSummary> sets = cluster.labelSets().list();
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(sets.stream().map(Row::of).toList()));
      return 0;
    }
    int width = sets.stream().mapToInt(set -> set.name().length()).max().orElse(0);
    for (LabelSetSummary set : sets) {
      out.println(
          ("%-" + Math.max(width, 1) + "s  version %d  %d labels  %s")
              .formatted(set.name(), set.version(), set.labelCount(), set.definedAt()));
    }
    return 0;
  }

  private record Row(String name, long version, int labelCount, String definedAt) {

    static Row of(LabelSetSummary set) {
      return new Row(set.name(), set.version(), set.labelCount(), set.definedAt().toString());
    }
  }
}
