package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.topology.labels.client.LabelSetVersion;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels versions}: the versions of a set that are kept. */
@Command(
    name = "versions",
    description = {
      "Prints the versions of a label set that are kept, lowest first; the last is in force."
          + " 'labels get --at' prints one, 'labels rollback' goes back to one.",
      "With --output json: [{version,deleted,labelCount,definedAt,rollbackOf}]."
    })
final class LabelsVersionsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

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
    List<LabelSetVersion> versions = cluster.labelSets().versions(name);
    if (versions.isEmpty()) {
      throw new CliException("there is no label set " + name);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(versions.stream().map(Row::of).toList()));
    } else {
      versions.forEach(version -> out.println(text(version)));
    }
    return 0;
  }

  private static String text(LabelSetVersion version) {
    String what = version.deleted() ? "deleted" : "%d labels".formatted(version.labelCount());
    String rollback =
        version.rollbackOf().isPresent()
            ? "  rollback of %d".formatted(version.rollbackOf().getAsLong())
            : "";
    return "version %d  %s  %s%s".formatted(version.version(), what, version.definedAt(), rollback);
  }

  private record Row(
      long version, boolean deleted, int labelCount, String definedAt, Long rollbackOf) {

    static Row of(LabelSetVersion version) {
      return new Row(
          version.version(),
          version.deleted(),
          version.labelCount(),
          version.definedAt().toString(),
          version.rollbackOf().isPresent() ? version.rollbackOf().getAsLong() : null);
    }
  }
}
