package io.clipstreams.model;

import java.util.List;

/**
 * A CLIP checkpoint, loaded. Every method may be called from any thread; the towers run one call at
 * a time on a thread that belongs to the device.
 */
public interface ClipModel extends AutoCloseable {

  /**
   * Runs the image tower on one batch.
   *
   * @param images at least one, all of the size that {@link #preprocessor()} makes
   * @return {@code image_embeds}: n × {@link #dimension()} unit vectors, float32
   */
  float[][] encodeImages(List<Pixels> images);

  /**
   * Runs the text tower.
   *
   * @param texts at least one; a text longer than the checkpoint's context is cut, its end token
   *     kept
   * @return {@code text_embeds}: n × {@link #dimension()} unit vectors, float32
   */
  float[][] encodeTexts(List<String> texts);

  /**
   * A classifier over image embeddings, kept where the model is: on its device, if it has one.
   * Whoever asks closes it; it is of no use after the model's end.
   *
   * @throws IllegalArgumentException when the vectors are not of the model's {@link #dimension()}
   */
  default ClassifierHead head(HeadSpec spec) {
    return new HeapHead(spec);
  }

  /** Whether the text is longer than the checkpoint's context, so that encoding would cut it. */
  boolean truncates(String text);

  /** The factor of cosine similarities: exp of the checkpoint's {@code logit_scale}. */
  float logitScale();

  /** Length of an embedding, the checkpoint's {@code projection_dim}. */
  int dimension();

  /**
   * Names the checkpoint: a hash over weights, config, tokenizer and preprocessing, in hex. Not
   * over precision.
   */
  String fingerprint();

  /** The type in which the towers calculate. */
  Precision precision();

  /** The device that the towers run on, as PyTorch names it: {@code cpu}, {@code cuda:0}. */
  String device();

  /** Turns encoded pictures into what {@link #encodeImages} takes. */
  Preprocessor preprocessor();

  /** Frees the weights. Calls under way end first; later ones fail. */
  @Override
  void close();
}
