package io.clipstreams.cli.faults;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ForwardingClipModel;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import java.util.Arrays;
import java.util.List;

/** A model with one weakness; everything else is the real one's. */
final class FaultyModel extends ForwardingClipModel {

  /** Exit status of a process that native code has aborted. */
  private static final int ABORTED = 134;

  private final Weakness weakness;
  private final byte[] bad;
  private final Pixels badPixels;

  /** What goes wrong. */
  enum Weakness {
    /** Decoding the bad picture takes the process down. */
    CRASHES_ON_PICTURE,
    /** The image tower fails on batches with the bad picture. */
    FAILS_ON_PICTURE,
    /** The image tower fails on everything. */
    FAILS_ALWAYS
  }

  /**
   * @param bad the bytes of the bad picture
   * @param badPixels what they are decoded to
   */
  FaultyModel(ClipModel model, Weakness weakness, byte[] bad, Pixels badPixels) {
    super(model);
    this.weakness = weakness;
    this.bad = bad;
    this.badPixels = badPixels;
  }

  @Override
  public float[][] encodeImages(List<Pixels> images) {
    if (weakness == Weakness.FAILS_ALWAYS) {
      throw new IllegalStateException("device lost");
    }
    if (weakness == Weakness.FAILS_ON_PICTURE
        && images.stream().anyMatch(image -> Arrays.equals(image.rgb(), badPixels.rgb()))) {
      throw new IllegalStateException("this picture breaks the batch");
    }
    return model().encodeImages(images);
  }

  @Override
  public Preprocessor preprocessor() {
    return encoded -> {
      PreparedImage prepared = model().preprocessor().prepare(encoded);
      if (weakness == Weakness.CRASHES_ON_PICTURE && Arrays.equals(encoded, bad)) {
        Runtime.getRuntime().halt(ABORTED);
      }
      return prepared;
    };
  }
}
