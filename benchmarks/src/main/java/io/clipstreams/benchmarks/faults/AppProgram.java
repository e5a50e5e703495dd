package io.clipstreams.benchmarks.faults;

import java.util.List;
import java.util.Objects;

/**
 * How the application is started in a JVM of its own, on this process's class path.
 *
 * @param mainClass that runs it
 * @param arguments before the path of the configuration file, such as {@code run --config}
 * @param readyLine what it logs when it reads images
 */
public record AppProgram(String mainClass, List<String> arguments, String readyLine) {
  public AppProgram {
    Objects.requireNonNull(mainClass, "mainClass");
    Objects.requireNonNull(readyLine, "readyLine");
    arguments = List.copyOf(arguments);
  }
}
