package io.clipstreams.cli.deadletters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a dead letter stands in its topic; written {@code PARTITION:OFFSET}. */
public record Position(int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  /**
   * Reads what {@code list} prints.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Position parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no position; 'dead-letters list' prints them, such as 3:17".formatted(text));
    }
    return new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }

  /** The same for options. */
  static final class Converter implements ITypeConverter<Position> {

    @Override
    public Position convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
