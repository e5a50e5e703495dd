package io.clipstreams.cli.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo's drawings, and commands that look at them with the built-in checkpoint. */
final class Samples {

  static final Path FOLDER = Path.of("../quickstart/src/main/resources/samples");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Samples() {}

  static String file(String name) {
    return FOLDER.resolve(name).toString();
  }

  /** Copies some of them into a folder. */
  static Path in(Path folder, String... names) throws IOException {
    for (String name : names) {
      Files.copy(FOLDER.resolve(name), folder.resolve(name));
    }
    return folder;
  }

  /** Runs a command that prints JSON, always with the same numbers. */
  static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--precision", "float32", "--output", "json"));
    return CommandRun.of(all.toArray(String[]::new));
  }

  static JsonNode json(CommandRun run) throws IOException {
    return MAPPER.readTree(run.out());
  }

  /** The files' own names, in order. */
  static List<String> names(JsonNode images) {
    List<String> names = new ArrayList<>();
    images.forEach(
        image -> names.add(Path.of(image.get("image").asText()).getFileName().toString()));
    return names;
  }
}
