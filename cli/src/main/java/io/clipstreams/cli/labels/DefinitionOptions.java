package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.LabelChoice;
import io.clipstreams.schemas.LabelSet;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A definition, in a file or as options. */
final class DefinitionOptions {

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The definition, instead of --labels.")
  private Path file;

  @Mixin private LabelChoice choice;

  /**
   * @throws ParameterException when both or none are given
   */
  LabelSet definition(CommandSpec spec) {
    if ((file == null) != choice.given()) {
      throw new ParameterException(spec.commandLine(), "Give either --file or --labels");
    }
    if (file == null) {
      return LabelSetDocument.of(choice.requireLabels(spec), choice.templates(spec)).toAvro();
    }
    LabelSet definition = LabelFile.read(file).toAvro();
    return choice.templatesGiven()
        ? LabelSet.newBuilder(definition).setTemplates(choice.templates(spec)).build()
        : definition;
  }
}
