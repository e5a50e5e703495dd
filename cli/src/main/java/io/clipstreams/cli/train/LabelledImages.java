package io.clipstreams.cli.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.embeddings.ImageListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Labelled images: in a folder with a folder for each label, or in a file that lists them: {@code
 * .csv} and {@code .tsv} with a header, {@code .jsonl} with an object on each line. A list has the
 * columns {@code label} and {@code file_name}, as Hugging Face's image folders have them, or {@code
 * uri}, {@code path} or {@code file} instead of the latter. Paths are relative to the list.
 */
public final class LabelledImages {

  /** Their embeddings stay in memory. */
  static final int MAX_IMAGES = 200_000;

  private static final String LABEL = "label";
  private static final List<String> LOCATIONS = List.of("file_name", "uri", "path", "file");

  private final List<LabelledImage> images = new ArrayList<>();
  private final Set<String> locations = new HashSet<>();
  private final Path from;
  private int passedOver;

  private LabelledImages(Path from) {
    this.from = from;
  }

  /**
   * Reads the folder or the list.
   *
   * @throws CliException that says what is wrong and where
   */
  public static LabelledImages from(Path path) {
    LabelledImages found = new LabelledImages(path);
    try {
      if (Files.isDirectory(path)) {
        found.readFolder();
      } else if (Files.exists(path)) {
        found.readList();
      } else {
        throw new CliException(path + ": there is no such folder or file");
      }
    } catch (JsonProcessingException e) {
      throw new CliException(
          "%s:%d: %s".formatted(path, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new CliException("%s: %s".formatted(path, e.getMessage()), e);
    }
    return found;
  }

  /** The images, in order. */
  public List<LabelledImage> images() {
    return List.copyOf(images);
  }

  /** How many files in the folders of the labels are no pictures. */
  public int passedOver() {
    return passedOver;
  }

  private void readFolder() throws IOException {
    try (Stream<Path> labels = Files.list(from)) {
      for (Path label : labels.filter(LabelledImages::isShown).sorted().toList()) {
        if (Files.isDirectory(label)) {
          readLabel(label);
        } else if (ImageListing.isPicture(label)) {
          throw new CliException(
              "%s: lies beside the folders of the labels; put it into one".formatted(label));
        }
      }
    }
  }

  private void readLabel(Path label) {
    ImageListing listing = ImageListing.of(List.of(label));
    if (!listing.failures().isEmpty()) {
      throw new CliException(listing.failures().get(0).toString());
    }
    listing.files().forEach(file -> add(file, label.getFileName().toString()));
    passedOver += listing.passedOver();
  }

  private static boolean isShown(Path path) {
    return !path.getFileName().toString().startsWith(".");
  }

  private void readList() throws IOException {
    String name = from.getFileName().toString().toLowerCase(Locale.ROOT);
    try (MappingIterator<Map<String, String>> rows = reader(name).readValues(from.toFile())) {
      for (int number = 1; rows.hasNextValue(); number++) {
        Map<String, String> row = rows.nextValue();
        String label = row.get(LABEL);
        String location =
            LOCATIONS.stream().map(row::get).filter(value -> value != null).findFirst().orElse("");
        if (label == null || label.isBlank() || location.isBlank()) {
          throw new CliException(
              "%s: row %d needs the column %s, and one of %s"
                  .formatted(from, number, LABEL, String.join(", ", LOCATIONS)));
        }
        add(location.contains("://") ? location : beside(location), label);
      }
    }
  }

  private static ObjectReader reader(String name) {
    if (name.endsWith(".jsonl")) {
      return new JsonMapper().readerForMapOf(String.class);
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      CsvSchema header = CsvSchema.emptySchema().withHeader();
      return new CsvMapper()
          .readerForMapOf(String.class)
          .with(name.endsWith(".tsv") ? header.withColumnSeparator('\t') : header);
    }
    throw new CliException(
        "%s: is neither a folder nor a list that ends in .csv, .tsv or .jsonl".formatted(name));
  }

  private String beside(String location) {
    return from.toAbsolutePath().resolveSibling(location).toString();
  }

  private void add(String location, String label) {
    if (!locations.add(location)) {
      throw new CliException("%s: %s is listed twice".formatted(from, location));
    }
    if (images.size() == MAX_IMAGES) {
      throw new CliException("%s: has more than %,d images".formatted(from, MAX_IMAGES));
    }
    images.add(new LabelledImage(location, label));
  }
}
