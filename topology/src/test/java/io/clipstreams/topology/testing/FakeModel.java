package io.clipstreams.topology.testing;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Precision;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A model whose failures the test chooses. A "picture" is a text, of which the first 12 characters
 * count; its embedding is one number, the text's first byte.
 */
public final class FakeModel implements ClipModel {

  /** A picture that is no picture. */
  public static final String NOT_AN_IMAGE = "not-an-image";

  private final List<List<String>> batches = new ArrayList<>();
  private final List<List<String>> textSlices = new ArrayList<>();
  private Predicate<List<String>> fails = batch -> false;
  private RuntimeException failure = new IllegalStateException("the model fails");

  /** From now on fails, with this, on batches of which this holds. */
  public void failWhen(Predicate<List<String>> batch, RuntimeException with) {
    fails = batch;
    failure = with;
  }

  /** The contents of the batches that went through, the canaries' among them. */
  public List<List<String>> batches() {
    return batches;
  }

  public List<List<String>> textSlices() {
    return textSlices;
  }

  public static Pixels pixels(String picture) {
    byte[] rgb = new byte[12];
    byte[] content = picture.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(content, 0, rgb, 0, Math.min(content.length, rgb.length));
    return new Pixels(2, 2, rgb);
  }

  private static String picture(Pixels pixels) {
    return new String(pixels.rgb(), StandardCharsets.US_ASCII).trim();
  }

  @Override
  public float[][] encodeImages(List<Pixels> images) {
    List<String> pictures = images.stream().map(FakeModel::picture).toList();
    return run(pictures, batches);
  }

  @Override
  public float[][] encodeTexts(List<String> texts) {
    return run(List.copyOf(texts), textSlices);
  }

  private float[][] run(List<String> inputs, List<List<String>> done) {
    if (fails.test(inputs)) {
      throw failure;
    }
    done.add(inputs);
    return inputs.stream()
        .map(input -> new float[] {input.isEmpty() ? 0 : input.charAt(0)})
        .toArray(float[][]::new);
  }

  @Override
  public boolean truncates(String text) {
    return text.length() > 77;
  }

  @Override
  public float logitScale() {
    return 100;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public String fingerprint() {
    return "fake";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public Preprocessor preprocessor() {
    return encoded -> {
      String picture = new String(encoded, StandardCharsets.US_ASCII);
      if (picture.equals(NOT_AN_IMAGE)) {
        throw new ImageRefusedException(ImageRefusedException.Reason.NOT_AN_IMAGE, picture);
      }
      return new PreparedImage(pixels(picture), 640, 480);
    };
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
