package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void pizzasAndGuitars() throws IOException {
    Samples.in(folder, "pizza-1.webp", "pizza-2.jpg", "pizza-3.png");
    Samples.in(folder, "guitar-1.webp", "guitar-2.webp", "guitar-3.jpg", "guitar-4.webp");
  }

  private CommandRun cluster(String... arguments) {
    List<String> all = new ArrayList<>(List.of("cluster", "--no-cache", folder.toString()));
    all.addAll(List.of(arguments));
    return Samples.run(all.toArray(String[]::new));
  }

  @Test
  void picturesOfAKindAreTogetherUnderTheNameOfTheNearestLabel() throws IOException {
    CommandRun run =
        cluster("-k", "2", "--labels", "pizza,guitar,fish", "--template", "a drawing of a {}");

    assertThat(run.exitCode()).isZero();
    JsonNode clusters = Samples.json(run).get("clusters");
    assertThat(clusters.findValuesAsText("size")).containsExactly("4", "3");
    assertThat(clusters.get(0).get("name").asText()).isEqualTo("guitar");
    assertThat(clusters.get(1).get("name").asText()).isEqualTo("pizza");
    assertThat(clusters.get(0).get("names")).hasSize(3);
    assertThat(Samples.names(clusters.get(1).get("images")))
        .containsExactlyInAnyOrder("pizza-1.webp", "pizza-2.jpg", "pizza-3.png");
  }

  @Test
  void theirNumberIsFoundByItself() throws IOException {
    JsonNode clustered = Samples.json(cluster());

    assertThat(clustered.get("clusters")).hasSizeBetween(2, 6);
    assertThat(clustered.get("silhouette").asDouble()).isPositive();
  }

  @Test
  void thereCannotBeMoreClustersThanPictures() {
    CommandRun run = cluster("-k", "8");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("8 clusters", "7");
  }

  @Test
  void aNumberThatIsNoneIsWrongUsage() {
    assertThat(cluster("-k", "many").err()).hasLineCount(1).contains("-k must be a number or auto");
    assertThat(cluster("-k", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void asTextAndInTheReportEachClusterShowsItsMiddle() throws IOException {
    Path report = folder.resolve("report.html");

    CommandRun run =
        CommandRun.of(
            "cluster",
            "--no-cache",
            folder.toString(),
            "-k",
            "2",
            "--top",
            "1",
            "--report",
            report.toString());

    assertThat(run.out().lines()).first().asString().startsWith("7 pictures in 2 clusters, silh");
    assertThat(run.out()).containsOnlyOnce("guitar-").containsOnlyOnce("pizza-");
    assertThat(Files.readString(report)).contains("Clusters", "data:image/jpeg");
  }
}
