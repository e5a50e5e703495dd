package io.clipstreams.cli.explore;

import io.clipstreams.model.DotProduct;
import io.clipstreams.model.search.NearestVectors;
import io.clipstreams.model.search.Neighbour;
import io.clipstreams.topology.labels.content.Templates;
import io.clipstreams.topology.labels.content.Vectors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Words or labels with their embeddings: what pictures can be called by.
 *
 * @param words what they are
 * @param vectors the unit embedding of each
 */
record Vocabulary(List<String> words, List<float[]> vectors) {

  /**
   * A word, and how near it is.
   *
   * @param similarity cosine
   */
  record Word(String name, float similarity) {}

  Vocabulary {
    words = List.copyOf(words);
    vectors = List.copyOf(vectors);
  }

  /** Some hundred words for everyday things, in alphabetical order. */
  static List<String> everydayWords() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Vocabulary.class.getResourceAsStream("words.txt"), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Embeds words.
   *
   * @param templates each with {@code {}} for the word, or a preset; several are averaged
   */
  static Vocabulary of(List<String> words, List<String> templates, Encoder encoder) {
    List<String> prompts = new ArrayList<>();
    words.forEach(word -> prompts.addAll(Templates.fill(templates, word)));
    List<float[]> embeds = encoder.texts(prompts);
    int each = prompts.size() / words.size();
    List<float[]> vectors = new ArrayList<>(words.size());
    for (int from = 0; from < prompts.size(); from += each) {
      vectors.add(
          Vectors.normalisedMean(embeds.subList(from, from + each).toArray(float[][]::new)));
    }
    return new Vocabulary(words, vectors);
  }

  /** The words nearest to a vector, nearest first. */
  List<Word> nearest(float[] vector, int most) {
    return NearestVectors.of(vectors, vector, most).stream().map(this::word).toList();
  }

  private Word word(Neighbour one) {
    return new Word(words.get(one.row()), one.similarity());
  }

  /** How many of the words are less similar to the vector than this. */
  int fartherThan(float similarity, float[] vector) {
    return (int) vectors.stream().filter(word -> DotProduct.of(word, vector) < similarity).count();
  }
}
