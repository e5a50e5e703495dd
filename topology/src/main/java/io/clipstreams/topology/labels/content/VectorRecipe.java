package io.clipstreams.topology.labels.content;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelVector;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Probe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the vector of a label is made from. The key is a hash of all of it, so that a vector is made
 * once for each model and never has to be changed.
 *
 * @param key {@code vector/HASH}
 * @param model that makes it
 * @param source what kind of thing it is made from
 * @param inputs prompts, or URIs of example images, whose embeddings are averaged; empty for a
 *     probe
 * @param probe a trained probe; else null
 */
public record VectorRecipe(
    String key, TextModel model, Source source, List<String> inputs, Probe probe) {

  /** What vectors are made from. */
  public enum Source {
    PROMPTS,
    EXAMPLES,
    PROBE
  }

  /** Part of the key: another rule for the same prompts makes other vectors. */
  private static final String MEAN_OF_PROMPTS = "normalised mean of prompts";

  private static final String MEAN_OF_EXAMPLES = "normalised mean of example images";
  private static final String LINEAR_PROBE = "linear probe";

  public VectorRecipe {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(source, "source");
    inputs = List.copyOf(inputs);
  }

  /**
   * How this model makes a label's vector.
   *
   * @param label as a page holds it: prompts are in its captions
   * @return empty when this model cannot: the probe is another model's
   */
  public static Optional<VectorRecipe> of(Label label, TextModel model) {
    Probe probe = label.getProbe();
    if (probe != null) {
      return probe.getModel().equals(model.fingerprint())
          ? Optional.of(ofProbe(probe, model))
          : Optional.empty();
    }
    if (!label.getExamples().isEmpty()) {
      return Optional.of(ofInputs(Source.EXAMPLES, label.getExamples(), model));
    }
    return label.getCaptions().isEmpty()
        ? Optional.empty()
        : Optional.of(ofInputs(Source.PROMPTS, label.getCaptions(), model));
  }

  /** The recipes of a page's labels, in their order, without those that the model cannot make. */
  public static List<VectorRecipe> of(LabelPage page, TextModel model) {
    return page.getLabels().stream().flatMap(label -> of(label, model).stream()).toList();
  }

  /** The recipes of the background prompts, each a vector of its own. */
  public static List<VectorRecipe> ofBackground(LabelManifest manifest) {
    NoneOfThese noneOfThese = manifest.getNoneOfThese();
    if (noneOfThese == null) {
      return List.of();
    }
    TextModel model = model(manifest);
    return noneOfThese.getPrompts().stream()
        .map(prompt -> ofInputs(Source.PROMPTS, List.of(prompt), model))
        .toList();
  }

  /** The model that a manifest is for. */
  public static TextModel model(LabelManifest manifest) {
    return new TextModel(manifest.getModel(), manifest.getPrecision());
  }

  private static VectorRecipe ofInputs(Source source, List<String> inputs, TextModel model) {
    String hash =
        new Digest()
            .add(source == Source.PROMPTS ? MEAN_OF_PROMPTS : MEAN_OF_EXAMPLES)
            .add(model.fingerprint())
            .add(model.precision())
            .add(inputs)
            .hex();
    return new VectorRecipe(LabelKeys.VECTOR + hash, model, source, inputs, null);
  }

  private static VectorRecipe ofProbe(Probe probe, TextModel model) {
    String hash =
        new Digest()
            .add(LINEAR_PROBE)
            .add(model.fingerprint())
            .add(probe.getWeights())
            .add(probe.getBias())
            .hex();
    return new VectorRecipe(LabelKeys.VECTOR + hash, model, Source.PROBE, List.of(), probe);
  }

  /**
   * The vector.
   *
   * @param embeds the inputs' unit vectors, in their order; none for a probe
   */
  public LabelVector make(List<float[]> embeds) {
    LabelVector.Builder vector =
        LabelVector.newBuilder().setModel(model.fingerprint()).setPrecision(model.precision());
    if (probe != null) {
      return vector
          .setVector(probe.getWeights().duplicate())
          .setScale(1f)
          .setBias(probe.getBias())
          .build();
    }
    float[] mean = Vectors.normalisedMean(embeds.toArray(float[][]::new));
    return vector.setVector(Vectors.toBytes(mean)).build();
  }
}
