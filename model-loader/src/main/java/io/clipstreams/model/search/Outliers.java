package io.clipstreams.model.search;

import io.clipstreams.model.ClipModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The vectors that are farthest from the others: by the mean cosine distance to their nearest ones.
 * The answer is exact. One thread.
 *
 * <p>All pairs of a million vectors would take hours. So each vector is first held against a sample
 * of the others: its true neighbours cannot be farther than those in the sample. The vectors are
 * then held against all others in the order of that bound, each until it is known to be nearer than
 * those that were found; and as soon as these are farther than the next bound, the rest need not be
 * looked at.
 */
public final class Outliers {

  private static final int SAMPLE = 16_384;
  private static final int BLOCK = 16_384;

  /** So many are held against all others first; each round costs a pass over all. */
  private static final int FIRST_ROUND = 512;

  private static final int LARGEST_ROUND = 8_192;

  private static final Comparator<Outlier> FARTHEST_FIRST =
      Comparator.comparingDouble(Outlier::distance).reversed().thenComparingInt(Outlier::row);

  private final List<float[]> vectors;
  private final int neighbours;
  private final int most;
  private final int sampleSize;
  private final Neighbourhoods neighbourhoods;

  /**
   * A vector that stands apart.
   *
   * @param row its position
   * @param distance mean cosine distance to its nearest
   * @param neighbours its nearest, nearest first
   */
  public record Outlier(int row, float distance, List<Neighbour> neighbours) {
    public Outlier {
      neighbours = List.copyOf(neighbours);
    }

    static Outlier of(int row, List<Neighbour> neighbours) {
      return new Outlier(row, Outliers.distance(neighbours), neighbours);
    }
  }

  private static float distance(List<Neighbour> neighbours) {
    double sum = neighbours.stream().mapToDouble(Neighbour::distance).sum();
    return (float) (sum / neighbours.size());
  }

  /**
   * Prepares the search.
   *
   * @param model of the vectors' dimension; its device does the products
   * @param vectors unit vectors, at least two
   * @param neighbours of how many nearest the mean is taken; at least 1, and at most all others are
   * @param most how many outliers are wanted, at least 1
   */
  public Outliers(ClipModel model, List<float[]> vectors, int neighbours, int most) {
    this(model, vectors, neighbours, most, SAMPLE, BLOCK);
  }

  Outliers(
      ClipModel model,
      List<float[]> vectors,
      int neighbours,
      int most,
      int sampleSize,
      int blockSize) {
    if (vectors.size() < 2 || neighbours < 1 || most < 1) {
      throw new IllegalArgumentException(
          "%d vectors, %d neighbours, %d wanted: there must be two vectors, and one of the others"
              .formatted(vectors.size(), neighbours, most));
    }
    this.vectors = vectors;
    this.neighbours = Math.min(neighbours, vectors.size() - 1);
    this.most = most;
    this.sampleSize = Math.max(sampleSize, this.neighbours + 1);
    this.neighbourhoods = new Neighbourhoods(model, vectors, this.neighbours, blockSize);
  }

  /**
   * Searches.
   *
   * @param progress is told of each phase and of its steps
   * @return farthest first
   */
  public List<Outlier> find(SearchProgress progress) {
    int[] all = IntStream.range(0, vectors.size()).toArray();
    int[] sample = RandomSample.of(vectors.size(), sampleSize);
    progress.phase("comparing", neighbourhoods.steps(all.length, sample.length));
    List<List<Neighbour>> near = neighbourhoods.find(all, sample, known -> true, progress::step);
    List<Outlier> bounds =
        Arrays.stream(all)
            .mapToObj(row -> Outlier.of(row, near.get(row)))
            .sorted(FARTHEST_FIRST)
            .toList();
    return sample.length == all.length
        ? bounds.stream().limit(most).toList()
        : checked(bounds, all, progress);
  }

  private List<Outlier> checked(List<Outlier> bounds, int[] all, SearchProgress progress) {
    progress.phase("checking the farthest", SearchProgress.UNKNOWN);
    PriorityQueue<Outlier> farthest = new PriorityQueue<>(FARTHEST_FIRST.reversed());
    int from = 0;
    int round = FIRST_ROUND;
    while (from < bounds.size()
        && (farthest.size() < most || farthest.peek().distance() < bounds.get(from).distance())) {
      int to = Math.min(bounds.size(), from + round);
      int[] candidates = bounds.subList(from, to).stream().mapToInt(Outlier::row).toArray();
      float least = farthest.size() < most ? 0 : farthest.peek().distance();
      List<List<Neighbour>> near =
          neighbourhoods.find(candidates, all, known -> canBe(known, least), steps -> {});
      for (int i = 0; i < candidates.length; i++) {
        if (!near.get(i).isEmpty()) {
          farthest.add(Outlier.of(candidates[i], near.get(i)));
        }
        if (farthest.size() > most) {
          farthest.poll();
        }
      }
      progress.step(candidates.length);
      from = to;
      round = Math.min(LARGEST_ROUND, 2 * round);
    }
    List<Outlier> sorted = new ArrayList<>(farthest);
    sorted.sort(FARTHEST_FIRST);
    return sorted;
  }

  /** Whether a vector with these neighbours, of which nearer ones may come, can be so far. */
  private boolean canBe(List<Neighbour> known, float distance) {
    return known.size() < neighbours || distance(known) >= distance;
  }
}
