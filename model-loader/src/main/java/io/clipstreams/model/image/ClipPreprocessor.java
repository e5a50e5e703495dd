package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.model.checkpoint.PreprocessorConfig;

/** What Hugging Face's CLIPImageProcessor does with Pillow. */
public final class ClipPreprocessor implements Preprocessor {

  public ClipPreprocessor(PreprocessorConfig config, ModelOptions options) {}

  @Override
  public PreparedImage prepare(byte[] encoded) throws ImageRefusedException {
    throw new UnsupportedOperationException();
  }
}
