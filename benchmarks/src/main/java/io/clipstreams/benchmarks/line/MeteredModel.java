package io.clipstreams.benchmarks.line;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ForwardingClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.model.Preprocessor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A model that knows what its images cost on the threads that call it; what its own threads cost
 * stands in {@link ThreadTimes}. Closing it does nothing, since it is measured again after the
 * application has closed it: {@link #free} does. Any thread may call any method.
 */
final class MeteredModel extends ForwardingClipModel {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final LongAdder decodeCpu = new LongAdder();
  private final LongAdder encodeCpu = new LongAdder();
  private final Durations decodes = new Durations();
  private final Durations loneEncodes = new Durations();

  MeteredModel(ClipModel model) {
    super(model);
  }

  /** Processor time of decode and resize, in nanoseconds. */
  long decodeCpuNanos() {
    return decodeCpu.sum();
  }

  /** Processor time of the image tower on its callers' threads, in nanoseconds. */
  long encodeCpuNanos() {
    return encodeCpu.sum();
  }

  /** How long decode and resize take. */
  Durations decodes() {
    return decodes;
  }

  /** How long batches of one image take. */
  Durations loneEncodes() {
    return loneEncodes;
  }

  @Override
  public float[][] encodeImages(List<Pixels> images) {
    long cpu = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    float[][] embeds = model().encodeImages(images);
    if (images.size() == 1) {
      loneEncodes.add(System.nanoTime() - begin);
    }
    encodeCpu.add(threads.getCurrentThreadCpuTime() - cpu);
    return embeds;
  }

  @Override
  public Preprocessor preprocessor() {
    Preprocessor preprocessor = model().preprocessor();
    return encoded -> prepare(preprocessor, encoded);
  }

  private PreparedImage prepare(Preprocessor preprocessor, byte[] encoded)
      throws ImageRefusedException {
    long cpu = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    PreparedImage prepared = preprocessor.prepare(encoded);
    decodes.add(System.nanoTime() - begin);
    decodeCpu.add(threads.getCurrentThreadCpuTime() - cpu);
    return prepared;
  }

  @Override
  public void close() {
    // free() closes it.
  }

  void free() {
    model().close();
  }
}
