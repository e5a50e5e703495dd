package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.report.HtmlPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether a page with thumbnails is written. */
final class ReportOption {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Writes a page with thumbnails, in one file that opens from disk; not with --topic.")
  private Path file;

  /** Fails before the work, not after it. */
  void requireFiles(CommandSpec spec, GalleryOptions source) {
    if (file == null) {
      return;
    }
    if (source.ofTopic()) {
      throw new ParameterException(
          spec.commandLine(), "--report shows files, and --topic has none: leave one of them out");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new ParameterException(
          spec.commandLine(), "--report %s cannot be written".formatted(file));
    }
  }

  /** Writes the page, where one is wanted. */
  void write(CommandSpec spec, Function<Pictures, HtmlPage> page) {
    if (file == null) {
      return;
    }
    try {
      page.apply(new Pictures()).write(file);
    } catch (IOException e) {
      throw new CliException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("report: " + file);
    err.flush();
  }
}
