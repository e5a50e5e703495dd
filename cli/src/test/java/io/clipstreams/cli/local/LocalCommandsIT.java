package io.clipstreams.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code classify} and {@code encode} with a checkpoint whose numbers are known. */
class LocalCommandsIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final float TOLERANCE = 1e-5f;

  /** Lossless ones, so that the decoder makes no difference. */
  private static final List<String> IMAGES = List.of("landscape.png", "gray.png", "lossless.webp");

  private static Parity parity;

  @BeforeAll
  static void fixtures() throws IOException {
    parity = new Parity("quickgelu-openai");
  }

  @Test
  void encodePrintsTheReferencesEmbeddingsInTheOrderGiven() throws IOException {
    List<String> arguments = new ArrayList<>();
    IMAGES.forEach(image -> arguments.addAll(List.of("--image", Parity.image(image))));
    List<String> texts = List.of("a photo of a dog", "", "cat");
    texts.forEach(text -> arguments.addAll(List.of("--text", text)));

    CommandRun run = encode(arguments);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.fieldNames()).toIterable().containsExactly("model", "images", "texts");
    for (int i = 0; i < IMAGES.size(); i++) {
      JsonNode image = json.get("images").get(i);
      assertThat(image.get("file").asText()).isEqualTo(Parity.image(IMAGES.get(i)));
      assertThat(floats(image.get("embedding")))
          .containsExactly(
              parity.row("image_embeds", parity.images().indexOf(IMAGES.get(i))),
              within(TOLERANCE));
    }
    for (int i = 0; i < texts.size(); i++) {
      JsonNode text = json.get("texts").get(i);
      assertThat(text.get("text").asText()).isEqualTo(texts.get(i));
      assertThat(floats(text.get("embedding")))
          .containsExactly(
              parity.row("text_embeds", parity.texts().indexOf(texts.get(i))), within(TOLERANCE));
    }
  }

  @Test
  void encodeTakesATextThatBeginsWithAnAtSignAsItIs() throws IOException {
    CommandRun run = encode(List.of("--text", "@pom.xml"));

    assertThat(MAPPER.readTree(run.out()).get("texts").get(0).get("text").asText())
        .isEqualTo("@pom.xml");
  }

  @Test
  void classifyPrintsTheReferencesProbabilitiesBestFirst() throws IOException {
    CommandRun run =
        classify(
            Parity.image("landscape.png"),
            "--label",
            "a photo of a cat",
            "--label",
            "a red circle",
            "--template",
            "{}");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode labels = MAPPER.readTree(run.out()).get(0).get("labels");
    float[] logits = parity.row("logits_per_image", parity.images().indexOf("landscape.png"));
    double cat = logits[parity.texts().indexOf("a photo of a cat")];
    double circle = logits[parity.texts().indexOf("a red circle")];
    double best = 1 / (1 + Math.exp(Math.min(cat, circle) - Math.max(cat, circle)));
    assertThat(labels.get(0).get("label").asText())
        .isEqualTo(cat > circle ? "a photo of a cat" : "a red circle");
    assertThat(labels.get(0).get("score").asDouble()).isCloseTo(best, within(1e-4));
    assertThat(labels.get(1).get("score").asDouble()).isCloseTo(1 - best, within(1e-4));
    assertThat(labels.get(0).fieldNames())
        .toIterable()
        .containsExactly("label", "score", "similarity");
  }

  @Test
  void aBadFileIsOneLineOnStderrAndTheOthersGoOn() throws IOException {
    CommandRun run =
        classify(
            Parity.image("bad/truncated.jpg"),
            Parity.image("gray.png"),
            Parity.image("no-such-file.png"),
            "--labels",
            "cat,dog");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("truncated.jpg: ", "ends early"))
        .anySatisfy(line -> assertThat(line).contains("no-such-file.png: no such file"));
    assertThat(MAPPER.readTree(run.out()).findValuesAsText("file"))
        .containsExactly(Parity.image("gray.png"));
  }

  @Test
  void aFolderThatIsNoCheckpointIsNamed() {
    CommandRun run = CommandRun.of("encode", "--checkpoint", "src", "--text", "cat");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("config.json");
  }

  private static CommandRun encode(List<String> arguments) {
    return command("encode", arguments);
  }

  private static CommandRun classify(String... arguments) {
    return command("classify", List.of(arguments));
  }

  private static CommandRun command(String name, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(List.of("--checkpoint", parity.checkpoint()));
    all.addAll(List.of("--precision", "float32", "--output", "json"));
    all.addAll(arguments);
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }
}
