package io.clipstreams.cli.deadletters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a dead letter stands in its topic; written {@code PARTITION:OFFSET}. */
record Position(int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  @Override
  public String toString() {
    return partition + ":" + offset;
  }

  /** Reads what {@code list} prints. */
  static final class Converter implements ITypeConverter<Position> {

    @Override
    public Position convert(String text) {
      Matcher parts = WRITTEN.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'%s' is no position; 'dead-letters list' prints them, such as 3:17".formatted(text));
      }
      return new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }
  }
}
