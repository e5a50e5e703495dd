package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.LabelHistory;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The label sets of a run, settled by the seed: each generation has other words of the pool, and
 * its number in each of its labels' names.
 */
record LabelPlan(long seed, List<String> pool) {

  private static final int LABELS = 6;

  LabelPlan {
    pool = List.copyOf(pool);
    if (pool.size() < 2 * LABELS) {
      throw new IllegalArgumentException("too few words: " + pool);
    }
  }

  /** What the model is given for a word. */
  static String prompt(String word) {
    return "a drawing of a " + word;
  }

  List<String> words(int generation) {
    List<String> words = new ArrayList<>(pool);
    Collections.shuffle(words, new Random(seed * 1_000_003 + generation));
    return words.subList(0, LABELS);
  }

  /** All labels come back with each result. */
  LabelSet definition(int generation) {
    return LabelSet.newBuilder()
        .setLabels(words(generation).stream().map(word -> label(generation, word)).toList())
        .setScoring(
            Scoring.newBuilder()
                .setMode(ScoringMode.SOFTMAX)
                .setTopK(LABELS)
                .setTemperature(1)
                .build())
        .build();
  }

  private static Label label(int generation, String word) {
    return Label.newBuilder()
        .setName(LabelHistory.label(generation, word))
        .setCaptions(List.of(prompt(word)))
        .build();
  }
}
