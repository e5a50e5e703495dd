package io.clipstreams.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import io.clipstreams.cli.CountingModel;
import io.clipstreams.cli.embeddings.EmbeddingCache;
import io.clipstreams.cli.embeddings.LocalFiles;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} with the built-in checkpoint and the demo's drawings. */
class EvaluateCommandTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aFolderForEachClassIsEvaluatedByTheClassesNames() throws IOException {
    drawings(folder, "cat-1.webp", "cat-4.jpg", "dog-2.webp", "dog-3.jpg", "fish-1.jpg");

    CommandRun run = evaluate("--output", "json");

    assertThat(run.exitCode()).isZero();
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.get("ontology").asText()).isEqualTo("class names");
    assertThat(json.get("images").asInt()).isEqualTo(5);
    assertThat(json.get("accuracy").asDouble())
        .isCloseTo(json.get("right").asDouble() / 5, within(1e-9));
    assertThat(json.get("top5").asDouble()).isEqualTo(1);
    assertThat(json.get("perClass").findValuesAsText("label"))
        .containsExactly("cat", "dog", "fish");
    assertThat(json.get("perClass").findValuesAsText("support")).containsExactly("2", "2", "1");
    assertThat(json.get("mistakes")).hasSize(5 - json.get("right").asInt());
    assertThat(json.has("mcnemar")).isFalse();
  }

  @Test
  void answersAreThoseOfClassify() throws IOException {
    drawings(folder, "cat-2.webp", "dog-4.webp", "banana-1.png");
    Path picture = folder.resolve("cat/cat-2.webp");

    JsonNode classified =
        MAPPER
            .readTree(
                CommandRun.of(
                        "classify",
                        picture.toString(),
                        "--labels",
                        "banana,cat,dog",
                        "--output",
                        "json")
                    .out())
            .get(0)
            .get("labels")
            .get(0);
    JsonNode evaluated = MAPPER.readTree(evaluate("--output", "json").out());

    List<JsonNode> of = new ArrayList<>();
    evaluated
        .get("confusion")
        .forEach(
            cell -> {
              if (cell.get("truth").asText().equals("cat")) {
                of.add(cell);
              }
            });
    assertThat(of).hasSize(1);
    assertThat(of.get(0).get("predicted").asText()).isEqualTo(classified.get("label").asText());
  }

  @Test
  void ontologiesAreComparedInAListWithAPairedTest() throws IOException {
    drawings(folder, "cat-1.webp", "cat-3.jpg", "dog-1.png", "dog-2.webp", "pizza-1.webp");
    Path outside = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-labels"));
    Path plain = Files.writeString(outside.resolve("plain.txt"), "cat\ndog\npizza\nclock\n");
    Path swapped =
        Files.writeString(outside.resolve("swapped_tokenization.txt"), "a pizza\na cat\na dog\n");

    CommandRun run =
        evaluate("--labels", plain.toString(), "--labels", swapped.toString(), "--output", "json");

    assertThat(run.err()).isEmpty();
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.isArray()).isTrue();
    assertThat(json.findValuesAsText("ontology"))
        .containsExactly(plain.toString(), swapped.toString());
    assertThat(json.get(0).get("labelsWithoutImages").get(0).asText()).isEqualTo("clock");
    assertThat(json.get(0).get("accuracy").asDouble())
        .isGreaterThan(json.get(1).get("accuracy").asDouble());
    JsonNode test = json.get(0).get("mcnemar").get(0);
    assertThat(test.get("other").asText()).isEqualTo(swapped.toString());
    assertThat(test.get("onlyThisRight").asInt() - test.get("onlyOtherRight").asInt())
        .isEqualTo(json.get(0).get("right").asInt() - json.get(1).get("right").asInt());
    assertThat(test.get("p").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void aSecondOntologyCostsNoImageTower() throws Exception {
    drawings(folder, "cat-1.webp", "dog-1.png", "dog-2.webp");
    Dataset dataset = Dataset.read(folder);
    try (ClipModel builtIn = ClipModels.builtIn(ModelOptions.defaults())) {
      CountingModel model = new CountingModel(builtIn);
      Evaluator evaluator =
          new Evaluator(
              model, EmbeddingCache.none(), LocalFiles::read, new PrintWriter(new StringWriter()));

      Results results =
          evaluator.evaluate(
              dataset,
              List.of(
                  ontology("photo", "a photo of a {}", dataset),
                  ontology("drawing", "a drawing of a {}", dataset)));

      assertThat(model.images()).isEqualTo(3);
      assertThat(results.evaluations())
          .extracting(evaluation -> evaluation.predictions().size())
          .containsExactly(3, 3);
    }
  }

  @Test
  void roboflowsExportWorksAsItIs() throws IOException {
    Path test = Files.createDirectories(folder.resolve("test"));
    Files.createDirectories(folder.resolve("train/cat"));
    Files.writeString(folder.resolve("README.roboflow.txt"), "exported");
    drawings(test, "cat-1.webp", "dog-2.webp");
    Files.writeString(
        test.resolve("_tokenization.txt"), "a drawing of a cat\na drawing of a dog\n");

    CommandRun run = evaluate();

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("evaluates " + test);
    assertThat(run.out())
        .contains("2 images of 2 classes", "_tokenization.txt", "accuracy", "Confusion matrix");
  }

  @Test
  void aListOfPathsAndLabelsIsTaken() throws IOException {
    drawings(folder, "cat-1.webp", "dog-2.webp");
    Path list =
        Files.writeString(
            folder.resolve("list.csv"), "path,label\ncat/cat-1.webp,cat\ndog/dog-2.webp,dog\n");

    CommandRun run = CommandRun.of("evaluate", list.toString(), "--no-cache", "--output", "json");

    assertThat(MAPPER.readTree(run.out()).get("images").asInt()).isEqualTo(2);
  }

  @Test
  void anImageThatCannotBeUsedIsNamedAndTheOthersAreJudged() throws IOException {
    drawings(folder, "cat-1.webp", "dog-2.webp");
    Files.writeString(folder.resolve("cat/broken.png"), "no picture");

    CommandRun run = evaluate("--output", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("broken.png: ");
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.get("images").asInt()).isEqualTo(2);
    assertThat(json.get("failed").asInt()).isEqualTo(1);
  }

  @Test
  void theReportHoldsPlotsAndThePicturesOfMistakes() throws IOException {
    drawings(folder, "cat-1.webp", "dog-2.webp");
    Files.move(folder.resolve("dog/dog-2.webp"), folder.resolve("cat/<b>dog.webp"));
    drawings(folder, "dog-1.png");
    Path report = folder.resolveSibling(folder.getFileName() + "-report.html");

    CommandRun run = evaluate("--report", report.toString());

    assertThat(run.exitCode()).isZero();
    String html = Files.readString(report);
    assertThat(html)
        .contains("Evaluation of", "data:image/png", "data:image/jpeg", "Worst mistakes")
        .contains("&lt;b&gt;dog.webp")
        .doesNotContain("<b>dog", "<script");
    assertThat(run.err()).contains("report: file:");
  }

  @Test
  void aClassWithoutALabelIsToldBeforeAnythingIsEmbedded() throws IOException {
    drawings(folder, "cat-1.webp", "dog-2.webp");
    Path labels = Files.writeString(folder.resolveSibling(folder.getFileName() + ".txt"), "cat\n");

    CommandRun run = evaluate("--labels", labels.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("no label for 1 of 2 classes: dog");
  }

  @Test
  void whatItCannotMeanIsWrongUsage() {
    assertThat(evaluate("--templates", "it").exitCode()).isEqualTo(2);
    assertThat(evaluate("--report", "no/such/folder/r.html").err()).contains("no folder");
    assertThat(CommandRun.of("evaluate").exitCode()).isEqualTo(2);
  }

  @Test
  void aFolderWithoutImagesIsAnError() {
    CommandRun run = evaluate();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("there are no images");
  }

  private CommandRun evaluate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", folder.toString(), "--no-cache"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static Ontology ontology(String name, String template, Dataset dataset) {
    LabelSet set =
        LabelSet.newBuilder()
            .setTemplates(List.of(template))
            .setLabels(
                dataset.classes().stream()
                    .map(label -> Label.newBuilder().setName(label).build())
                    .toList())
            .build();
    return Ontology.of(name, set, dataset.classes());
  }

  /** Sample drawings of the quickstart, each in the folder of its class. */
  private static void drawings(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name.substring(0, name.indexOf('-'))).resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = EvaluateCommandTest.class.getResourceAsStream("/samples/" + name)) {
        Files.copy(in, file);
      }
    }
  }
}
