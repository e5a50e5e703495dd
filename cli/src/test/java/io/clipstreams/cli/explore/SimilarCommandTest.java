package io.clipstreams.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SimilarCommandTest {

  @Test
  void aPictureAndATextHaveTheCosineOfTheirEmbeddings() throws IOException {
    String cat = Samples.file("cat-4.jpg");
    JsonNode encoded =
        Samples.json(Samples.run("encode", "--image", cat, "--text", "a drawing of a cat"));
    double expected = 0;
    JsonNode image = encoded.get("images").get(0).get("embedding");
    JsonNode text = encoded.get("texts").get(0).get("embedding");
    for (int i = 0; i < image.size(); i++) {
      expected += image.get(i).asDouble() * text.get(i).asDouble();
    }

    JsonNode similar = Samples.json(Samples.run("similar", cat, "a drawing of a cat"));

    assertThat(similar.get("similarity").asDouble()).isCloseTo(expected, within(1e-5));
    assertThat(similar.get("items").get(0).get("image").asText()).isEqualTo(cat);
    assertThat(similar.get("items").get(1).get("text").asText()).isEqualTo("a drawing of a cat");
    assertThat(similar.get("meaning").asText()).contains("everyday words");
  }

  @Test
  void aPictureIsTheSameAsItselfAndATextIsItsOwnNearest() throws IOException {
    String dog = Samples.file("dog-1.png");

    JsonNode pictures = Samples.json(Samples.run("similar", dog, dog));
    assertThat(pictures.get("similarity").asDouble()).isCloseTo(1, within(1e-5));
    assertThat(pictures.get("meaning").asText()).contains("the same picture");

    JsonNode texts = Samples.json(Samples.run("similar", "a cat", "a cat"));
    assertThat(texts.get("similarity").asDouble()).isCloseTo(1, within(1e-5));
  }

  @Test
  void aTextThatFitsIsBetterThanMostWordsAndOneThatDoesNotIsNot() throws IOException {
    String guitar = Samples.file("guitar-1.webp");

    assertThat(betterThan(guitar, "guitar")).isGreaterThan(betterThan(guitar, "fish"));
  }

  private static int betterThan(String picture, String text) throws IOException {
    String meaning = Samples.json(Samples.run("similar", picture, text)).get("meaning").asText();
    return Integer.parseInt(meaning.replaceFirst(".* better than (\\d+) of .*", "$1"));
  }

  @Test
  void severalMakeATableInTheOrderOfArgumentsPicturesAndTexts() throws IOException {
    JsonNode similar =
        Samples.json(
            Samples.run(
                "similar", "a cat", "--text", "a dog", "--image", Samples.file("cat-4.jpg")));

    JsonNode table = similar.get("similarities");
    assertThat(table).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(table.get(i).get(i).asDouble()).isCloseTo(1, within(1e-5));
      for (int j = 0; j < 3; j++) {
        assertThat(table.get(i).get(j)).isEqualTo(table.get(j).get(i));
      }
    }
    assertThat(similar.get("items").get(1).has("image")).isTrue();
    assertThat(similar.has("similarity")).isFalse();
  }

  @Test
  void textOutputIsANumberAndWhatItMeans() {
    String cat = Samples.file("cat-4.jpg");
    CommandRun pair = CommandRun.of("similar", cat, cat);
    assertThat(pair.out().lines()).first().isEqualTo("1.0000");
    assertThat(pair.out().lines()).hasSize(2);

    CommandRun several = CommandRun.of("similar", cat, "a cat", "a dog");
    assertThat(several.out().lines())
        .hasSize(4)
        .last()
        .asString()
        .matches("3 \"a dog\" +-?0\\.\\d{4} +-?0\\.\\d{4} +1\\.0000");
  }

  @Test
  void whatIsCalledLikeAPictureMustBeThere() {
    CommandRun run = CommandRun.of("similar", "no-such-file.png", "a cat");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("no-such-file.png: no such file", "--text");
  }

  @Test
  void asATextItIsTakenAsItIs() {
    assertThat(Samples.run("similar", "--text", "no-such-file.png", "a cat").exitCode()).isZero();
  }

  @Test
  void oneAloneHasNothingToBeLike() {
    CommandRun run = CommandRun.of("similar", "a cat");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("two pictures or texts");
  }

  @Test
  void aPictureThatCannotBeReadIsNamed() {
    CommandRun run = CommandRun.of("similar", "a cat", "--image", "pom.xml");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("pom.xml: ");
  }
}
