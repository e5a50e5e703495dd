package io.clipstreams.cli.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Roboflow's {@code _tokenization.txt}, as its exports for CLIP have it: one whole prompt on each
 * line, beside one folder for each class. The prompts are in the order of the classes' names; where
 * there are no such folders, a prompt is its own label.
 */
final class TokenizationFile {

  static final String NAME = "_tokenization.txt";

  private TokenizationFile() {}

  static boolean is(Path file) {
    return file.getFileName().toString().endsWith(NAME);
  }

  /**
   * Reads the labels.
   *
   * @param known classes that there are elsewhere; if they are as many as the prompts, these are
   *     theirs
   * @throws IllegalArgumentException that names what is wrong in the file
   */
  static LabelSetDocument read(Path file, List<String> known) throws IOException {
    List<String> prompts = prompts(file);
    List<String> classes =
        known.size() == prompts.size() ? known : classes(file.toAbsolutePath().getParent());
    if (!classes.isEmpty() && classes.size() != prompts.size()) {
      throw new IllegalArgumentException(
          "%d prompts, but %d class folders beside the file: %s"
              .formatted(prompts.size(), classes.size(), String.join(", ", classes)));
    }
    List<String> names = classes.isEmpty() ? prompts : classes;
    List<LabelDocument> labels = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      labels.add(
          new LabelDocument(names.get(i), null, List.of(prompts.get(i)), null, null, null, null));
    }
    return LabelSetDocument.ofLabels(labels);
  }

  private static List<String> prompts(Path file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        throw new IllegalArgumentException(
            "line %d is empty, but each line is the prompt of a class".formatted(i + 1));
      }
    }
    return lines.stream().map(String::strip).toList();
  }

  private static List<String> classes(Path folder) throws IOException {
    try (Stream<Path> beside = Files.list(folder)) {
      return beside
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
