package io.clipstreams.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.cli.train.SoftmaxLoss.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeTrainerTest {

  private static final int LABELS = 4;
  private static final int DIMENSION = 24;

  private final Random random = new Random(3);

  @Test
  void theGradientIsThatOfTheValue() {
    SoftmaxLoss loss =
        new SoftmaxLoss(examples(40, 1), LABELS, 2, somewhere(), new Scale(0.5, 0.1));
    double[] point = somewhere();
    double[] gradient = loss.gradientAt(point);

    for (int i = 0; i < point.length; i += 7) {
      double[] before = point.clone();
      double[] after = point.clone();
      before[i] -= 1e-6;
      after[i] += 1e-6;
      assertThat(gradient[i])
          .isCloseTo((loss.valueAt(after) - loss.valueAt(before)) / 2e-6, within(1e-5));
    }
  }

  @Test
  void whatIsFittedIsTheMinimumWhateverTheRegularisation() {
    Examples examples = examples(200, 1.5);
    ProbeTrainer trainer = new ProbeTrainer(Split.of(examples), LABELS);
    for (double c : new double[] {0.1, 10, 1_000}) {
      double[] parameters = trainer.minimise(examples, c, zero(), 12);

      // The function is convex: a point without a slope is its minimum.
      double[] slope =
          new SoftmaxLoss(examples, LABELS, c, parameters, Scale.NONE).gradientAt(zero());
      assertThat(slope).as("C %s", c).usingComparatorWithPrecision(3e-3).containsOnly(0.0);
    }
  }

  @Test
  void labelsThatLieApartAreToldApart() {
    ProbeTrainer.Trained trained = new ProbeTrainer(Split.of(examples(200, 0.3)), LABELS).train();

    assertThat(trained.heldOutAccuracy()).isEqualTo(1);
    assertThat(trained.validationAccuracy()).isEqualTo(1);
  }

  @Test
  void noisyLabelsAreRegularisedMoreThanCleanOnes() {
    double clean = new ProbeTrainer(Split.of(examples(200, 0.3)), LABELS).train().c();
    Examples noisy = examples(200, 0.3);
    for (int i = 0; i < noisy.size(); i++) {
      noisy.labels()[i] = random.nextInt(3) == 0 ? random.nextInt(LABELS) : noisy.labels()[i];
    }

    assertThat(new ProbeTrainer(Split.of(noisy), LABELS).train().c()).isLessThan(clean);
  }

  @Test
  void theHeldOutAccuracyIsThatOfThePublishedProbeOnTheHeldOutImages() {
    Split split = Split.of(examples(200, 2));
    ProbeTrainer.Trained trained = new ProbeTrainer(split, LABELS).train();

    assertThat(trained.heldOutAccuracy())
        .isEqualTo(trained.probe().accuracy(split.heldOut()))
        .isBetween(0.3, 0.99);
  }

  @Test
  void theSameImagesGiveTheSameProbe() {
    Examples examples = examples(60, 1);

    ProbeTrainer trainer = new ProbeTrainer(Split.of(examples), LABELS);

    assertThat(trainer.minimise(examples, 10, zero(), 2))
        .isEqualTo(trainer.minimise(examples, 10, zero(), 2));
  }

  @Test
  void eachLabelIsInEachPartAndNoImageInTwo() {
    Examples examples = examples(61, 1);
    Split split = Split.of(examples);

    List<Examples> parts = List.of(split.training(), split.validation(), split.heldOut());
    assertThat(parts).allSatisfy(part -> assertThat(part.labels()).contains(0, 1, 2, 3));
    assertThat(parts.stream().flatMap(part -> Stream.of(part.embeds())))
        .containsExactlyInAnyOrder(examples.embeds());
    assertThat(split.heldOut().size()).isBetween(8, 16);
  }

  @Test
  void aLabelWithTwoImagesCannotBeDivided() {
    Examples few = new Examples(new float[][] {{1}, {1}}, new int[] {0, 0});

    assertThatThrownBy(() -> Split.of(few)).hasMessageContaining("2 examples");
  }

  /** Unit vectors around a centre for each label. */
  private Examples examples(int count, double noise) {
    float[][] centres = new float[LABELS][];
    Arrays.setAll(centres, label -> gaussian(1));
    int[] labels = new int[count];
    float[][] embeds = new float[count][];
    for (int i = 0; i < count; i++) {
      labels[i] = i % LABELS;
      float[] around = gaussian(noise);
      double squares = 0;
      for (int d = 0; d < DIMENSION; d++) {
        around[d] += centres[labels[i]][d];
        squares += around[d] * around[d];
      }
      for (int d = 0; d < DIMENSION; d++) {
        around[d] /= (float) Math.sqrt(squares);
      }
      embeds[i] = around;
    }
    return new Examples(embeds, labels);
  }

  private float[] gaussian(double deviation) {
    float[] vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) (deviation * random.nextGaussian());
    }
    return vector;
  }

  private static double[] zero() {
    return new double[SoftmaxLoss.parameters(LABELS, DIMENSION)];
  }

  private double[] somewhere() {
    double[] point = new double[SoftmaxLoss.parameters(LABELS, DIMENSION)];
    Arrays.setAll(point, i -> random.nextGaussian());
    return point;
  }
}
