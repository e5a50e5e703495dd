package io.clipstreams.cli;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ForwardingClipModel;
import io.clipstreams.model.Pixels;
import java.util.List;

/** Counts the images that its image tower is asked for. */
public final class CountingModel extends ForwardingClipModel {

  private int images;

  public CountingModel(ClipModel model) {
    super(model);
  }

  public int images() {
    return images;
  }

  @Override
  public float[][] encodeImages(List<Pixels> batch) {
    images += batch.size();
    return super.encodeImages(batch);
  }
}
