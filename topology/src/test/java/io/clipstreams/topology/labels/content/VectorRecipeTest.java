package io.clipstreams.topology.labels.content;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.LabelVector;
import io.clipstreams.schemas.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorRecipeTest {

  private static final TextModel MODEL = new TextModel("model-a", "float32");

  @Test
  void theSamePromptsHaveTheSameKeyWhateverTheLabelIsCalled() {
    assertThat(key("cat", MODEL, "a cat", "one cat"))
        .isEqualTo(key("dog", MODEL, "a cat", "one cat"));
  }

  @Test
  void otherPromptsAnotherModelAndAnotherPrecisionHaveOtherKeys() {
    assertThat(
            List.of(
                key("cat", MODEL, "a cat", "one cat"),
                key("cat", MODEL, "a cat"),
                key("cat", MODEL, "a", "catone cat"),
                key("cat", new TextModel("model-b", "float32"), "a cat", "one cat"),
                key("cat", new TextModel("model-a", "bfloat16"), "a cat", "one cat")))
        .doesNotHaveDuplicates();
  }

  @Test
  void theEmbeddingsOfPromptsAreAveragedAndNormalisedAgain() {
    float[] mean =
        vector(recipe("cat", MODEL, "a", "b").make(List.of(unit(1, 0, 0), unit(0, 1, 0))));

    assertThat(mean).usingComparatorWithPrecision(1e-7f).containsExactly(unit(1, 1, 0));
  }

  @Test
  void theEmbeddingOfOnePromptIsTakenAsItIs() {
    float[] embed = {0.6f, 0.8f, 0f};

    assertThat(vector(recipe("cat", MODEL, "a").make(List.of(embed)))).containsExactly(embed);
  }

  @Test
  void aProbeIsItsOwnVectorWithScaleAndBias() {
    Probe probe = new Probe("model-a", Vectors.toBytes(new float[] {1, 2, 3}), 0.5f);

    LabelVector vector =
        VectorRecipe.of(label("cat").setProbe(probe).build(), MODEL).orElseThrow().make(List.of());

    assertThat(vector(vector)).containsExactly(1, 2, 3);
    assertThat(vector.getScale()).isEqualTo(1f);
    assertThat(vector.getBias()).isEqualTo(0.5f);
  }

  @Test
  void aProbeOfAnotherModelHasNoVector() {
    Probe probe = new Probe("model-b", Vectors.toBytes(new float[] {1, 2, 3}), 0.5f);

    assertThat(VectorRecipe.of(label("cat").setProbe(probe).build(), MODEL)).isEmpty();
  }

  private static String key(String name, TextModel model, String... prompts) {
    return recipe(name, model, prompts).key();
  }

  private static VectorRecipe recipe(String name, TextModel model, String... prompts) {
    return VectorRecipe.of(label(name).setCaptions(List.of(prompts)).build(), model).orElseThrow();
  }

  private static float[] vector(LabelVector vector) {
    return Vectors.fromBytes(vector.getVector());
  }

  private static float[] unit(float... values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
