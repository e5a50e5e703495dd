package io.clipstreams.cli.events;

import io.clipstreams.cli.common.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which files to upload under which keys. A file that is named goes whatever it is, as its own
 * name; of a folder all pictures below it go, by their path in it.
 *
 * @param byKey object key to file, in order
 * @param passedOver files below folders that have no picture's ending
 */
record ImageUploads(Map<String, Path> byKey, int passedOver) {

  private static final Set<String> ENDINGS =
      Set.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif");

  /**
   * Looks for pictures.
   *
   * @param prefix put before every key
   * @throws CliException when a path does not exist, or two files have the same key
   */
  static ImageUploads find(List<Path> paths, String prefix) throws IOException {
    Map<String, Path> byKey = new LinkedHashMap<>();
    int passedOver = 0;
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        for (Path file : filesBelow(path)) {
          if (isPicture(file)) {
            add(byKey, prefix + key(path.relativize(file)), file);
          } else {
            passedOver++;
          }
        }
      } else if (Files.isRegularFile(path)) {
        add(byKey, prefix + path.getFileName(), path);
      } else {
        throw new CliException(path + ": no such file");
      }
    }
    return new ImageUploads(byKey, passedOver);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    return files;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** Slashes on every platform. */
  private static String key(Path relative) {
    List<String> names = new ArrayList<>();
    relative.forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  private static void add(Map<String, Path> byKey, String key, Path file) {
    Path other = byKey.putIfAbsent(key, file);
    if (other != null && !other.equals(file)) {
      throw new CliException(
          "%s and %s would both become %s; submit them with different --prefix"
              .formatted(other, file, key));
    }
  }
}
