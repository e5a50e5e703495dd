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
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.AvroImageReferences;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.work.ImagePipeline;
import io.clipstreams.topology.work.RunningClock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What works on images outside the stream threads: the object store's client, the decode pool, the
 * devices' workers, and the watchdog over them. One for a process.
 */
final class ImageEngine implements AutoCloseable {

  private final Closing closing = new Closing();
  private final RunningClock clock = new RunningClock();
  private final MicroBatcher batcher;
  private final ImageLine line;

  /**
   * @param giveUp told when the process must end
   */
  ImageEngine(
      ClipStreamsConfig config,
      ClipModel model,
      LabelSets labelSets,
      AvroSerdes serdes,
      NativeGuard guard,
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
    ExecutorService decodePool =
        closing.add(
            Executors.newFixedThreadPool(
                config.images().decodeThreads(), Threads.daemon("clip-decode")));
    ImageFetcher fetcher = closing.add(fetcher(config));
    closing
        .add(
            new Watchdog(
                clock,
                batcher,
                config.batch().deadline(),
                config.inFlight().deletionsKept(),
                giveUp))
        .start();
    line =
        new ImageLine(
            sources(config, serdes),
            chooser,
            new ImagePipeline(fetcher, model.preprocessor(), decodePool, batcher, guard, metrics),
            new Semaphore(config.inFlight().maxImages()),
            new Backlog(config.inFlight().parkedMax()),
            guard,
            config.retry(),
            config.wanted(),
            new ImageLine.ModelName(model.fingerprint(), model.precision().toString()),
            metrics,
            clock);
  }

  private static ImageFetcher fetcher(ClipStreamsConfig config) {
    ByteBudget budget = new ByteBudget(config.inFlight().maxBytes());
    return new SchemeFetcher(
        Map.of("s3", new S3ImageFetcher(config.s3(), budget, config.images().maxBytes())));
  }

  private static SourceTopics sources(ClipStreamsConfig config, AvroSerdes serdes) {
    return new SourceTopics(
        Map.of(
            config.topics().images(),
            new AvroImageReferences(
                serdes.registry(), serdes.valueSerde(ImageReference.class).deserializer())));
  }

  ImageLine line() {
    return line;
  }

  MicroBatcher batcher() {
    return batcher;
  }

  /** Stops everything; what is under way is dropped, and is stored. */
  @Override
  public void close() {
    closing.close();
  }
}
