package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.Style;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A picture or a text that is compared with others. One of both is null.
 *
 * @param image path of a picture's file
 * @param text any text
 */
record Item(String image, String text) {

  private static final Pattern LIKE_A_PICTURE =
      Pattern.compile("\\S+\\.(jpe?g|png|webp|bmp|gif)", Pattern.CASE_INSENSITIVE);

  Item {
    if ((image == null) == (text == null)) {
      throw new IllegalArgumentException("either a picture or a text");
    }
  }

  static Item ofImage(String file) {
    return new Item(file, null);
  }

  static Item ofText(String text) {
    return new Item(null, text);
  }

  /**
   * A file that is there is a picture, all else is a text.
   *
   * @throws IllegalArgumentException for what is called like a picture that is not there
   */
  static Item of(String argument) {
    if (isFile(argument)) {
      return ofImage(argument);
    }
    if (LIKE_A_PICTURE.matcher(argument).matches()) {
      throw new IllegalArgumentException(
          "%s: no such file; --text takes it as a text".formatted(argument));
    }
    return ofText(argument);
  }

  private static boolean isFile(String argument) {
    try {
      return !argument.isEmpty() && Files.isRegularFile(Path.of(argument));
    } catch (InvalidPathException e) {
      // A text may have characters that no path has.
      return false;
    }
  }

  boolean hasPicture() {
    return image != null;
  }

  /** For people: a picture by its path, a text in quotation marks. */
  String shown() {
    return hasPicture() ? Style.printable(image) : "\"%s\"".formatted(Style.printable(text));
  }
}
