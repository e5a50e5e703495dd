package io.clipstreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --once}, from beginning to end. */
@Timeout(180)
class DemoIT {

  @TempDir Path folder;

  @Test
  void everySampleIsClassifiedByBothVersionsAndTheFolderStays() throws IOException {
    CommandRun run =
        CommandRun.of(
            "demo", "--once", "--output", "json", "--folder", folder.resolve("demo").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("demo/clip-streams.properties")).exists();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      answers.add(new ObjectMapper().readTree(line));
    }
    String[] samples = SampleImages.load().stream().map(SampleImage::file).toArray(String[]::new);
    assertThat(imagesOf(answers, 0)).contains(samples);
    assertThat(imagesOf(answers, 1)).contains(samples);
    Map<String, List<String>> truth =
        SampleImages.load().stream()
            .collect(Collectors.toMap(SampleImage::file, SampleImage::truth));
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.get("labelSet").asText()).isEqualTo("demo");
              assertThat(answer.get("labels")).hasSize(3);
              assertThat(answer.get("labels").get(0).fieldNames())
                  .toIterable()
                  .containsExactly("label", "score", "similarity");
              assertThat(truth.get(answer.get("image").asText()))
                  .contains(answer.get("expected").asText());
            });
    assertThat(run.err()).contains("Summary", "images/s", "health and metrics: http://127.0.0.1:");
  }

  private static List<String> imagesOf(List<JsonNode> answers, long version) {
    return answers.stream()
        .filter(answer -> answer.get("version").asLong() == version)
        .map(answer -> answer.get("image").asText())
        .toList();
  }
}
