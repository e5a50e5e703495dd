package io.clipstreams.cli.embeddings;

import io.clipstreams.model.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which files a list of paths means. A file that is named goes whatever it is; of a folder all
 * pictures below it go, known by their first bytes. What is hidden is left out, and links to
 * folders are not followed.
 *
 * @param files in order: of a folder by name
 * @param failures folders and files that cannot be read
 * @param passedOver how many files below folders are no pictures
 */
public record ImageListing(List<String> files, List<Failure> failures, int passedOver) {

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

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final List<Failure> failures = new ArrayList<>();
    private List<Path> found = new ArrayList<>();
    private Path root;
    private int passedOver;

    List<String> below(Path folder) {
      root = folder;
      found = new ArrayList<>();
      try {
        Files.walkFileTree(folder, this);
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

    private static boolean isPicture(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return ImageFormat.of(in.readNBytes(ImageFormat.SIGNATURE_BYTES)).isPresent();
      }
    }
  }
}
