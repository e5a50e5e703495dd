package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueCommandTest {

  @TempDir private Path folder;

  private CommandRun unique(String... arguments) {
    List<String> all = new ArrayList<>(List.of("unique", "--no-cache", folder.toString()));
    all.addAll(List.of(arguments));
    return Samples.run(all.toArray(String[]::new));
  }

  @Test
  void theOddOneOutComesFirstAndTwinsLast() throws IOException {
    Samples.in(folder, "pizza-1.webp", "pizza-2.jpg", "pizza-3.png", "guitar-1.webp");
    Files.copy(folder.resolve("pizza-1.webp"), folder.resolve("twin.webp"));

    CommandRun run = unique();

    assertThat(run.exitCode()).isZero();
    JsonNode results = Samples.json(run).get("results");
    assertThat(Samples.names(results)).hasSize(5).startsWith("guitar-1.webp");
    assertThat(Samples.names(results).subList(3, 5))
        .containsExactlyInAnyOrder("pizza-1.webp", "twin.webp");
    JsonNode last = results.get(4);
    assertThat(last.get("distance").asDouble()).isCloseTo(0, within(1e-5));
    assertThat(last.get("nearest")).hasSize(1);
  }

  @Test
  void theDistanceIsTheMeanOfThoseToTheNearest() throws IOException {
    Samples.in(folder, "pizza-1.webp", "pizza-2.jpg", "pizza-3.png", "guitar-1.webp");

    JsonNode unique = Samples.json(unique("--neighbours", "2", "--top", "1"));

    JsonNode only = unique.get("results").get(0);
    assertThat(unique.get("results")).hasSize(1);
    assertThat(only.get("nearest")).hasSize(2);
    double mean =
        1
            - (only.get("nearest").get(0).get("similarity").asDouble()
                    + only.get("nearest").get(1).get("similarity").asDouble())
                / 2;
    assertThat(only.get("distance").asDouble()).isCloseTo(mean, within(1e-5));
  }

  @Test
  void onePictureAloneHasNoOthers() throws IOException {
    Samples.in(folder, "pizza-1.webp");

    CommandRun run = unique();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("no others");
  }

  @Test
  void noNeighboursAreWrongUsage() {
    assertThat(unique("--neighbours", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void theReportShowsThePicturesBesideTheirNearest() throws IOException {
    Samples.in(folder, "pizza-1.webp", "guitar-1.webp");
    Path report = folder.resolve("report.html");

    assertThat(unique("--report", report.toString()).exitCode()).isZero();

    assertThat(Files.readString(report)).contains("guitar-1.webp", "data:image/jpeg", "similarity");
  }
}
