package io.clipstreams.cli.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Examples in three parts: one to fit to, one by which the regularisation is chosen, and one that
 * is held out to the end. A fifth of each label goes to each of the latter two, at least one. The
 * same examples are always divided in the same way.
 */
record Split(Examples training, Examples validation, Examples heldOut) {

  /** Fewer images of a label cannot be divided. */
  static final int LEAST_OF_A_LABEL = 3;

  private static final int PARTS = 5;
  private static final long SEED = 1;

  static Split of(Examples all) {
    Map<Integer, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      byLabel.computeIfAbsent(all.labels()[i], label -> new ArrayList<>()).add(i);
    }
    List<Integer> training = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    List<Integer> heldOut = new ArrayList<>();
    Random random = new Random(SEED);
    for (List<Integer> ofLabel : byLabel.values()) {
      if (ofLabel.size() < LEAST_OF_A_LABEL) {
        throw new IllegalArgumentException("a label has %d examples".formatted(ofLabel.size()));
      }
      Collections.shuffle(ofLabel, random);
      int fifth = Math.max(1, ofLabel.size() / PARTS);
      validation.addAll(ofLabel.subList(0, fifth));
      heldOut.addAll(ofLabel.subList(fifth, 2 * fifth));
      training.addAll(ofLabel.subList(2 * fifth, ofLabel.size()));
    }
    return new Split(all.at(training), all.at(validation), all.at(heldOut));
  }
}
