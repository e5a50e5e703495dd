package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.train.LabelledImage;
import io.clipstreams.cli.train.LabelledImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What label sets are held against.
 *
 * @param from the folder or list that it was read from
 * @param images of which the classes are known
 * @param classes by name
 * @param prompts Roboflow's file of prompts, where it lies with the images
 * @param passedOver files in the folders of the classes that are no pictures
 */
record Dataset(
    Path from,
    List<LabelledImage> images,
    List<String> classes,
    Optional<Path> prompts,
    int passedOver) {

  private static final String PROMPTS = "_tokenization.txt";
  private static final String ROBOFLOWS_TEST = "test";

  Dataset {
    images = List.copyOf(images);
    classes = List.copyOf(classes);
  }

  /**
   * Reads a folder of classes, a list, or Roboflow's export for CLIP, of which the test part is
   * taken.
   *
   * @throws CliException when there are no images
   */
  static Dataset read(Path path) {
    Path test = path.resolve(ROBOFLOWS_TEST);
    Path from = isExport(path, test) ? test : path;
    LabelledImages found = LabelledImages.from(from);
    if (found.images().isEmpty()) {
      throw new CliException(
          "%s: there are no images; a folder for each class is expected, or a list"
              .formatted(from));
    }
    return new Dataset(
        from,
        found.images(),
        found.images().stream().map(LabelledImage::label).distinct().sorted().toList(),
        Stream.of(from.resolve(PROMPTS), path.resolve(PROMPTS))
            .filter(Files::isRegularFile)
            .findFirst(),
        found.passedOver());
  }

  private static boolean isExport(Path path, Path test) {
    return Files.isDirectory(test)
        && (Files.exists(test.resolve(PROMPTS)) || Files.exists(path.resolve(PROMPTS)));
  }
}
