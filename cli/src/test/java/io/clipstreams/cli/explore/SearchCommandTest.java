package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCommandTest {

  @TempDir private Path folder;

  private static CommandRun search(String... arguments) {
    List<String> all = new ArrayList<>(List.of("search", "--no-cache"));
    all.addAll(List.of(arguments));
    return Samples.run(all.toArray(String[]::new));
  }

  @Test
  void aTextFindsThePicturesOfWhatItSays() throws IOException {
    CommandRun run = search("a drawing of a guitar", Samples.FOLDER.toString(), "--top", "4");

    assertThat(run.exitCode()).isZero();
    JsonNode found = Samples.json(run);
    assertThat(found.get("images").asInt()).isEqualTo(64);
    assertThat(Samples.names(found.get("results")))
        .hasSize(4)
        .allSatisfy(name -> assertThat(name).startsWith("guitar-"));
    assertThat(found.get("results").findValuesAsText("similarity"))
        .extracting(Double::parseDouble)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void aPictureFindsItselfFirst() throws IOException {
    JsonNode found =
        Samples.json(search("--image", Samples.file("cat-4.jpg"), Samples.FOLDER.toString()));

    assertThat(found.get("query").get("image").asText()).endsWith("cat-4.jpg");
    assertThat(found.get("results")).hasSize(10);
    assertThat(Samples.names(found.get("results"))).first().isEqualTo("cat-4.jpg");
    assertThat(found.get("results").get(0).get("similarity").asDouble()).isCloseTo(1, within(1e-4));
  }

  @Test
  void whatIsNoPictureIsNamedAndTheOthersAreSearched() throws IOException {
    Samples.in(folder, "cat-4.jpg", "dog-1.png");
    byte[] whole = Files.readAllBytes(folder.resolve("cat-4.jpg"));
    Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));

    CommandRun run = search("a cat", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("half.jpg: ");
    assertThat(Samples.names(Samples.json(run).get("results")))
        .containsExactlyInAnyOrder("cat-4.jpg", "dog-1.png");
  }

  @Test
  void theReportShowsThePicturesAndIsOneFile() throws IOException {
    Samples.in(folder, "cat-4.jpg", "dog-1.png");
    Path report = folder.resolve("report.html");

    CommandRun run =
        search("<script>cat</script>", folder.toString(), "--report", report.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("report: " + report);
    assertThat(Files.readString(report))
        .contains("data:image/jpeg;base64,", "cat-4.jpg", "dog-1.png")
        .doesNotContain("<script>", "http:", "https:");
  }

  @Test
  void aFolderWithoutPicturesIsNamed() {
    CommandRun run = search("a cat", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("no pictures", folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat                                     | --topic",
        "cat no-such-folder                      | no-such-folder is no folder",
        "--image cat.png cat src                 | not both",
        "--topic                                 | a text to look for",
        "cat src --topic                         | --topic",
        "cat src --top 0                         | --top must be at least 1",
        "cat src --report no-such-folder/r.html  | cannot be written",
        "cat --topic --report r.html             | --report shows files",
        "cat src --url http://host:8080          | --url goes with --topic",
        "cat --topic --url host:8080             | --url must be like",
        "cat --topic --url http://h --top 1001   | --top must be at most 1000"
      })
  void whatItCannotMeanIsWrongUsage(String arguments, String complaint) {
    CommandRun run = CommandRun.of(("search " + arguments).split(" +"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(complaint);
  }

  @Test
  void anInstanceThatIsNotThereIsNamed() throws IOException {
    String url;
    try (ServerSocket free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }

    CommandRun run =
        search(
            "cat",
            "--topic",
            "--url",
            url,
            "--set",
            "bootstrap.servers=localhost:1",
            "--set",
            "schema.registry.url=http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(url + ": no connection");
  }
}
