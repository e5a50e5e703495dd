package io.clipstreams.topology.labels;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.HeapHead;
import io.clipstreams.model.Ranking;
import java.util.List;

/** A head on the heap that tells when it is closed. */
public final class ClosingHead implements ClassifierHead {

  private final HeapHead head;
  private final Runnable onClose;

  public ClosingHead(HeadSpec spec, Runnable onClose) {
    this.head = new HeapHead(spec);
    this.onClose = onClose;
  }

  @Override
  public List<Ranking> rank(float[][] imageEmbeds) {
    return head.rank(imageEmbeds);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
