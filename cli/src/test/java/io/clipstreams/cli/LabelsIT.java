package io.clipstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people write of labels, by the commands that they use, against real servers, the application
 * and its own checkpoint. Each test has a label set of its own.
 */
@Timeout(120)
class LabelsIT {

  private static final String BUCKET = "images";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static RunningServers servers;
  private static ClipStreamsApp app;
  private static LineEnds line;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    servers =
        new RunningServers(
            Files.createDirectory(folder.resolve("servers")),
            Map.of("state.dir", folder.resolve("state").toString()));
    assertThat(servers.run("topics", "create").exitCode()).isZero();
    app = ClipStreamsApp.open(servers.cluster().config());
    app.start();
    assertThat(app.awaitReady(PATIENCE)).isTrue();
    line = new LineEnds(servers, BUCKET);
  }

  @AfterAll
  static void stop() throws IOException {
    line.close();
    app.close();
    servers.close();
  }

  @Test
  void withIndependentScoresSeveralLabelsAreGivenOrNone() throws Exception {
    set("several", "{labels: [cat, dog, {name: car, threshold: 1}], scoring: {mode: independent}}");
    assertThat(judged("dog-1.png", "several").getLabels())
        .extracting(ScoredLabel::getName)
        .containsExactlyInAnyOrder("cat", "dog");

    set("several", "{labels: [cat, dog], scoring: {mode: independent, threshold: 1}}");
    assertThat(judged("dog-1.png", "several").getLabels()).isEmpty();
  }

  @Test
  void softmaxGivesTheBestTopKAndATemperatureEvensThemOut() throws Exception {
    set("certain", "{labels: [cat, dog, pizza], scoring: {topK: 2}}");
    set("doubtful", "{labels: [cat, dog, pizza], scoring: {topK: 2, temperature: 50}}");

    List<ScoredLabel> certain = judged("pizza-1.webp", "certain").getLabels();
    List<ScoredLabel> doubtful = judged("pizza-1.webp", "doubtful").getLabels();

    assertThat(certain).hasSize(2).first().extracting(ScoredLabel::getName).isEqualTo("pizza");
    assertThat(doubtful).extracting(ScoredLabel::getName).startsWith("pizza");
    assertThat(doubtful.get(0).getScore()).isLessThan(certain.get(0).getScore());
  }

  @Test
  void aBackgroundPromptThatWinsAnswersNoneOfThese() throws Exception {
    set(
        "food",
        "{labels: [banana, pizza],"
            + " noneOfThese: {label: nothing to eat, prompts: [a photo of a dog]}}");

    assertThat(judged("dog-1.png", "food").getLabels())
        .singleElement()
        .extracting(ScoredLabel::getName)
        .isEqualTo("nothing to eat");
    assertThat(judged("pizza-1.webp", "food").getLabels().get(0).getName()).isEqualTo("pizza");
  }

  @Test
  void wordsExamplesAndAProbeStandInOneSet() throws Exception {
    line.upload("examples/my-dog.png", picture("dog-1.png"));
    float[] weights = new float[app.model().dimension()];
    weights[0] = 1;
    set(
        "mixed",
        """
        labels:
          - a cat
          - {name: my dog, examples: ["s3://images/examples/my-dog.png"]}
          - {name: always, probe: {model: %s, weights: %s, bias: 5}}
        scoring: {mode: independent}
        """
            .formatted(
                app.model().fingerprint(),
                Base64.getEncoder().encodeToString(Vectors.toBytes(weights).array())));

    List<ScoredLabel> given = judged("dog-1.png", "mixed").getLabels();

    assertThat(given).hasSize(3);
    assertThat(given)
        .filteredOn(label -> label.getName().equals("my dog"))
        .singleElement()
        .satisfies(label -> assertThat(label.getScore()).isCloseTo(1, within(1e-3f)));
    assertThat(given)
        .filteredOn(label -> label.getName().equals("always"))
        .singleElement()
        .satisfies(label -> assertThat(label.getScore()).isBetween(0.98f, 0.998f));
  }

  @Test
  void anExampleThatIsNotThereRefusesTheDefinitionByNameAndTheCurrentVersionGoesOn()
      throws Exception {
    long version = set("picky", "{labels: [cat, dog]}");

    CommandRun refused =
        trySet("picky", "{labels: [cat, {name: dog, examples: [\"s3://images/no-such.png\"]}]}");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("\"dog\"", "s3://images/no-such.png");
    assertThat(judged("dog-1.png", "picky").getVersion()).isEqualTo(version);
  }

  @Test
  void aTrainedProbeSaysHowGoodItIsAndJudgesTheNextImage() throws Exception {
    Path drawings = folder.resolve("drawings");
    for (String name : List.of("pizza", "fish", "guitar")) {
      String[] files =
          SampleImages.load().stream()
              .map(SampleImage::file)
              .filter(file -> file.startsWith(name))
              .toArray(String[]::new);
      SampleDrawings.copy(drawings, files);
    }

    CommandRun asked = servers.run("labels", "train", "drawn", "--from", drawings.toString());
    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.err()).contains("held-out accuracy", "not published");

    CommandRun run =
        servers.run(
            "labels", "train", "drawn", "--from", drawings.toString(), "--yes", "--output", "json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    LabelSetResult judged = judged("guitar-1.webp", "drawn");

    assertThat(report.get("heldOutImages").intValue()).isEqualTo(3);
    assertThat(report.get("heldOutAccuracy").doubleValue()).isBetween(0.0, 1.0);
    assertThat(judged.getVersion()).isEqualTo(report.get("version").longValue());
    assertThat(judged.getLabels().get(0).getName()).isEqualTo("guitar");
  }

  @Test
  void aRollbackIsANewVersionWithTheOldLabels() throws Exception {
    long first = set("changing", "{labels: [dog]}");
    set("changing", "{labels: [animal]}");

    CommandRun back = servers.run("labels", "rollback", "changing", Long.toString(first));

    assertThat(back.exitCode()).as(back.err()).isZero();
    LabelSetResult judged = judged("dog-1.png", "changing");
    assertThat(judged.getVersion()).isEqualTo(Long.parseLong(back.out().strip()));
    assertThat(judged.getLabels().get(0).getName()).isEqualTo("dog");
    assertThat(servers.run("labels", "versions", "changing").out())
        .hasLineCount(3)
        .contains("rollback of " + first);
  }

  @Test
  void roboflowsPromptsJudgeByTheClassFoldersNames() throws Exception {
    Path export = folder.resolve("export");
    Files.createDirectories(export.resolve("cat"));
    Files.createDirectories(export.resolve("musical"));
    Path prompts = export.resolve("_tokenization.txt");
    Files.writeString(prompts, "a photo of a cat\na photo of a guitar\n");

    CommandRun run = servers.run("labels", "set", "exported", "-f", prompts.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(judged("guitar-1.webp", "exported").getLabels().get(0).getName())
        .isEqualTo("musical");
  }

  /** Publishes a set by a file, and answers with its version. */
  private static long set(String name, String yaml) throws IOException {
    CommandRun run = trySet(name, yaml);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Long.parseLong(run.out().strip());
  }

  private static CommandRun trySet(String name, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    return servers.run("labels", "set", name, "-f", file.toString());
  }

  /** How a set judges a sample now. The command has waited until the set was published. */
  private static LabelSetResult judged(String sample, String labelSet) throws Exception {
    ImageReference image =
        ImageReference.newBuilder(line.upload(sample, picture(sample)))
            .setLabelSets(List.of(labelSet))
            .build();
    Classification answer = line.classification(line.emit(image));
    assertThat(answer.getResults()).hasSize(1);
    return answer.getResults().get(0);
  }

  private static byte[] picture(String sample) {
    return SampleImages.load().stream()
        .filter(image -> image.file().equals(sample))
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}
