package io.clipstreams.cli.embeddings;

import io.clipstreams.model.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which files a list of paths means. A file that is named goes whatever it is; of a folder all
 * pictures below it go: known by their first bytes, or meant by their names, so that a broken one
 * is told of. What is hidden is left out; links are followed.
 *
 * @param files in order: of a folder by name
 * @param failures folders and files that cannot be read
 * @param passedOver how many files below folders are no pictures
 */
public record ImageListing(List<String> files, List<Failure> failures, int passedOver) {

  private static final Set<String> ENDINGS =
      Set.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif");

  public ImageListing {
    files = List.copyOf(files);
    failures = List.copyOf(failures);
  }

  /** Looks for pictures. A path that does not exist is among the files, and fails when read. */
  public static ImageListing of(List<Path> paths) {
    Visitor visitor = new Visitor();
    List<String> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(visitor.below(path));
      } else {
        files.add(path.toString());
      }
    }
    return new ImageListing(files, visitor.failures, visitor.passedOver);
  }

  /** Says for people how many files were passed over, if any. */
  public static Optional<String> remark(int passedOver) {
    return switch (passedOver) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("1 file is no picture and is passed over");
      default ->
          Optional.of(
              String.format(
                  Locale.ROOT, "%,d files are no pictures and are passed over", passedOver));
    };
  }

  /** Whether a file is a picture by its name or by its first bytes. */
  public static boolean isPicture(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (ENDINGS.stream().anyMatch(name::endsWith)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.of(in.readNBytes(ImageFormat.SIGNATURE_BYTES)).isPresent();
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final List<Failure> failures = new ArrayList<>();
    private List<Path> found = new ArrayList<>();
    private Path root;
    private int passedOver;

    List<String> below(Path folder) {
      root = folder;
      found = new ArrayList<>();
      try {
        Files.walkFileTree(
            folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
      } catch (IOException e) {
        failures.add(new Failure(folder.toString(), LocalFiles.reason(e)));
      }
      Collections.sort(found);
      return found.stream().map(Path::toString).toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file) && Files.isRegularFile(file)) {
        try {
          if (isPicture(file)) {
            found.add(file);
          } else {
            passedOver++;
          }
        } catch (IOException e) {
          failures.add(new Failure(file.toString(), LocalFiles.reason(e)));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) {
      failures.add(new Failure(file.toString(), LocalFiles.reason(error)));
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
      return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
  }
}
