package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A label set that is evaluated. A label stands for the class of its name.
 *
 * @param name by which people know it
 * @param labelsWithoutImages they compete, but can never be right
 */
record Ontology(String name, LabelSet definition, List<String> labelsWithoutImages) {

  /** So many of the best labels are looked at; the definitions' own rules allow no more. */
  private static final int MOST_LISTED = 1_000;

  private static final int MOST_NAMED = 10;

  Ontology {
    Objects.requireNonNull(name, "name");
    labelsWithoutImages = List.copyOf(labelsWithoutImages);
  }

  /**
   * A label set for these classes. Its scoring stays but for {@code topK}, since the place of the
   * right label is of interest however many labels are published.
   *
   * @throws CliException when there is no label for a class
   */
  static Ontology of(String name, LabelSet definition, List<String> classes) {
    Set<String> answers = new TreeSet<>();
    definition.getLabels().stream().map(Label::getName).forEach(answers::add);
    NoneOfThese none = definition.getNoneOfThese();
    if (none != null) {
      answers.add(none.getLabel());
    }
    List<String> missing = classes.stream().filter(name1 -> !answers.contains(name1)).toList();
    if (!missing.isEmpty()) {
      throw new CliException(
          ("%s has no label for %d of %d classes: %s. A label stands for the class of its name, and"
                  + " other wordings for it go into its captions. Its labels are: %s")
              .formatted(
                  name, missing.size(), classes.size(), some(missing), some(List.copyOf(answers))));
    }
    answers.removeAll(classes);
    if (none != null) {
      answers.remove(none.getLabel());
    }
    Scoring scoring =
        Scoring.newBuilder(definition.getScoring())
            .setTopK(Math.max(1, Math.min(MOST_LISTED, definition.getLabels().size())))
            .build();
    return new Ontology(
        name, LabelSet.newBuilder(definition).setScoring(scoring).build(), List.copyOf(answers));
  }

  private static String some(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(MOST_NAMED, names.size())));
    if (names.size() > MOST_NAMED) {
      shown.add("and %d more".formatted(names.size() - MOST_NAMED));
    }
    return String.join(", ", shown);
  }
}
