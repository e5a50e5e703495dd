package io.clipstreams.cli.common;

import io.clipstreams.topology.labels.content.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Candidate labels and prompt templates, given as options. */
public final class LabelChoice {

  private static final String DEFAULT_TEMPLATE = "a photo of a {}";

  @Option(
      names = "--labels",
      paramLabel = "A,B,…",
      description = "Candidate labels, separated by commas; repeatable.")
  private List<String> lists = List.of();

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "One candidate label, taken as it is, commas too; repeatable.")
  private List<String> single = List.of();

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      description =
          "Prompt with {} for the label, or preset:photos, preset:drawings for a list of them;"
              + " repeatable, several are averaged. Default: \""
              + DEFAULT_TEMPLATE
              + "\".")
  private List<String> templates = List.of();

  /** Whether any label was given. */
  public boolean given() {
    return !lists.isEmpty() || !single.isEmpty();
  }

  /** Whether any template was given. */
  public boolean templatesGiven() {
    return !templates.isEmpty();
  }

  /** The labels; none or the same one twice is wrong usage. */
  public List<String> requireLabels(CommandSpec spec) {
    List<String> labels = new ArrayList<>();
    for (String list : lists) {
      for (String label : list.split(",", -1)) {
        labels.add(label.strip());
      }
    }
    labels.addAll(single);
    if (labels.isEmpty()) {
      throw usage(spec, "Give the labels with --labels a,b,c");
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (label.isBlank()) {
        throw usage(spec, "A label is empty in --labels");
      }
      if (!seen.add(label)) {
        throw usage(spec, "Label '%s' is given twice".formatted(label));
      }
    }
    return List.copyOf(labels);
  }

  /** The templates, or the default one; each must have a place for the label, or be a preset. */
  public List<String> templates(CommandSpec spec) {
    for (String template : templates) {
      Templates.problemWith(template)
          .ifPresent(
              problem -> {
                throw usage(spec, "Template '%s' %s".formatted(template, problem));
              });
    }
    return templates.isEmpty() ? List.of(DEFAULT_TEMPLATE) : List.copyOf(templates);
  }

  private static ParameterException usage(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
