package io.clipstreams.cli.search;

import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.history.ImageHistory;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The images in the stores of an application's own partitions. Any thread may call. */
final class HistoryImages implements LocalImages {

  private final String model;
  private final ImageHistory history;

  HistoryImages(ClipStreamsApp app, ImageHistory history) {
    this.model = app.model().fingerprint();
    this.history = history;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public Found nearest(float[] vector, int most) {
    try {
      List<Near> near =
          history.nearest(vector, most).stream()
              .map(one -> new Near(one.imageId(), one.uri(), one.similarity()))
              .toList();
      return new Found(history.approximateSize(), near);
    } catch (InvalidStateStoreException e) {
      throw new IllegalStateException(
          "its partitions are moving or being restored: " + e.getMessage(), e);
    }
  }
}
