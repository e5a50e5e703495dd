package io.clipstreams.model.runtime;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.Ranking;
import io.clipstreams.model.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A classifier head on the devices of a model: each gets the rows when it first ranks by them, and
 * keeps them until the head is closed. Any thread may call; what is native happens on the devices'
 * threads.
 */
final class DeviceHead implements ClassifierHead {

  private final HeadSpec spec;
  private final DevicePool devices;
  private final Lifetime lifetime;

  /** Each entry is used on its worker's thread alone. */
  private final Map<DeviceWorker, PlacedHead> placed = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /**
   * @param lifetime of the devices
   */
  DeviceHead(HeadSpec spec, DevicePool devices, Lifetime lifetime) {
    this.spec = spec;
    this.devices = devices;
    this.lifetime = lifetime;
  }

  @Override
  public List<Ranking> rank(float[][] imageEmbeds) {
    if (imageEmbeds.length == 0) {
      return List.of();
    }
    float[] packed = lifetime.during(() -> devices.onFree(worker -> rankOn(worker, imageEmbeds)));
    int width = packed.length / imageEmbeds.length;
    List<Ranking> rankings = new ArrayList<>(imageEmbeds.length);
    for (int image = 0; image < imageEmbeds.length; image++) {
      rankings.add(ranking(packed, image * width));
    }
    return rankings;
  }

  /** On the worker's thread. */
  private float[] rankOn(DeviceWorker worker, float[][] imageEmbeds) {
    PlacedHead head =
        placed.computeIfAbsent(worker, first -> PlacedHead.place(worker.heads(), spec));
    try {
      return head.rank(imageEmbeds);
    } finally {
      if (closed) {
        free(worker);
      }
    }
  }

  private void free(DeviceWorker worker) {
    PlacedHead head = placed.remove(worker);
    if (head != null) {
      head.close();
    }
  }

  private Ranking ranking(float[] packed, int at) {
    int wanted = spec.limit();
    List<Ranked> best = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      Ranked label = ranked(packed, at + i, wanted, 0);
      Float threshold = spec.labels().get(label.row()).threshold();
      boolean reached = threshold == null || label.score() >= threshold;
      if (reached && packed[at + i] > Float.NEGATIVE_INFINITY) {
        best.add(label);
      }
    }
    int leader = at + 3 * wanted;
    return new Ranking(
        best,
        ranked(packed, leader, 1, 0),
        spec.background().isEmpty() ? null : ranked(packed, leader + 3, 1, spec.labels().size()));
  }

  /** Value, product and row stand so far from each other. */
  private Ranked ranked(float[] packed, int at, int stride, int firstRow) {
    float value = packed[at];
    float score = spec.scores() == HeadSpec.Scores.SOFTMAX ? (float) Math.exp(value) : value;
    return new Ranked((int) packed[at + 2 * stride] - firstRow, packed[at + stride], score);
  }

  @Override
  public void close() {
    closed = true;
    // Where the devices have come to their end, their memory has gone with them.
    lifetime.unlessOver(() -> placed.keySet().forEach(worker -> worker.later(() -> free(worker))));
  }
}
