package io.clipstreams.topology;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.S3ImageFetcher;
import io.clipstreams.topology.fetch.SchemeFetcher;
import io.clipstreams.topology.inflight.BucketShares;
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.AvroImageReferences;
import io.clipstreams.topology.source.CloudEventMessages;
import io.clipstreams.topology.source.KeyFilter;
import io.clipstreams.topology.source.MessageFormat;
import io.clipstreams.topology.source.S3Notifications;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.work.ImagePipeline;
import io.clipstreams.topology.work.RunningClock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What works on images outside the stream threads: the object store's client, the decode pool, the
 * devices' workers, and the watchdog over them. One for a process.
 */
final class ImageEngine implements AutoCloseable {

  private final Closing closing = new Closing();
  private final RunningClock clock = new RunningClock();
  private final MicroBatcher batcher;
  private final ThreadPoolExecutor decodePool;
  private final int slots;
  private final ByteBudget bytes;
  private final ImageLine line;

  /**
   * @param fetchers makes what reads the objects, with the bytes that may be under way
   * @param giveUp told when the process must end
   */
  ImageEngine(
      ClipStreamsConfig config,
      ClipModel model,
      LabelSets labelSets,
      AvroSerdes serdes,
      NativeGuard guard,
      Function<ByteBudget, ImageFetcher> fetchers,
      PipelineMetrics metrics,
      Consumer<Throwable> giveUp) {
    LabelSetChooser chooser = new LabelSetChooser(labelSets, config.wanted().defaultSet());
    batcher =
        new MicroBatcher(
            model,
            new BatchScorer(chooser),
            config.batch(),
            IntStream.range(0, config.model().devices())
                .mapToObj(
                    device ->
                        closing.add(
                            Executors.newSingleThreadExecutor(
                                Threads.daemon("clip-device-" + device))))
                .toList(),
            guard,
            metrics,
            clock,
            giveUp::accept);
    int threads = config.images().decodeThreads();
    decodePool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Threads.daemon("clip-decode"));
    closing.add(decodePool::shutdownNow);
    bytes = new ByteBudget(config.inFlight().maxBytes());
    ImageFetcher fetcher = closing.add(fetchers.apply(bytes));
    closing
        .add(
            new Watchdog(
                clock,
                batcher::longestBatchMillis,
                config.batch().deadline(),
                config.inFlight().deletionsKept(),
                giveUp))
        .start();
    slots = config.inFlight().maxImages();
    line =
        new ImageLine(
            sources(config, serdes),
            chooser,
            new ImagePipeline(fetcher, model.preprocessor(), decodePool, batcher, guard, metrics),
            new Semaphore(slots),
            new BucketShares(slots),
            new Backlog(config.inFlight().parkedMax()),
            guard,
            config.retry(),
            config.wanted(),
            new ImageLine.ModelName(model.fingerprint(), model.precision().toString()),
            metrics,
            clock);
  }

  /** What reads objects where nothing else is asked for: S3 alone. */
  static ImageFetcher s3(ClipStreamsConfig config, ByteBudget budget) {
    return new SchemeFetcher(
        Map.of("s3", new S3ImageFetcher(config.s3(), budget, config.images().maxBytes())));
  }

  private static SourceTopics sources(ClipStreamsConfig config, AvroSerdes serdes) {
    Map<String, MessageFormat> formats = new HashMap<>();
    formats.put(
        config.topics().images(),
        new AvroImageReferences(
            serdes.registry(), serdes.valueSerde(ImageReference.class).deserializer()));
    KeyFilter keys = config.events().keys();
    config.topics().s3Events().ifPresent(name -> formats.put(name, new S3Notifications(keys)));
    config
        .topics()
        .cloudEvents()
        .ifPresent(name -> formats.put(name, new CloudEventMessages(keys)));
    return new SourceTopics(formats);
  }

  ImageLine line() {
    return line;
  }

  MicroBatcher batcher() {
    return batcher;
  }

  QueueLengths queueLengths() {
    return new QueueLengths(
        line.backlog().parked(),
        slots - line.slots().availablePermits(),
        decodePool.getQueue().size(),
        batcher.waitingImages(),
        bytes.reserved(),
        line.backlog().oldestReceivedAt());
  }

  /** Stops everything; what is under way is dropped, and is stored. */
  @Override
  public void close() {
    closing.close();
  }
}
