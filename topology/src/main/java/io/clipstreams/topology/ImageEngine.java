package io.clipstreams.topology;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.batch.ImageTower;
import io.clipstreams.topology.batch.MicroBatcher;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.ModelSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.HttpsImageFetcher;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.S3ImageFetcher;
import io.clipstreams.topology.fetch.SchemeFetcher;
import io.clipstreams.topology.inflight.BucketShares;
import io.clipstreams.topology.inflight.ImageLine;
import io.clipstreams.topology.inflight.LoneCommits;
import io.clipstreams.topology.inflight.Slots;
import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.AvroImageReferences;
import io.clipstreams.topology.source.CloudEventMessages;
import io.clipstreams.topology.source.KeyFilter;
import io.clipstreams.topology.source.MessageFormat;
import io.clipstreams.topology.source.S3Notifications;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.work.ExampleImages;
import io.clipstreams.topology.work.ImagePipeline;
import io.clipstreams.topology.work.RunningClock;
import io.clipstreams.topology.work.Viewer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What works on images outside the stream threads: the object store's client, the decode pool, the
 * devices' workers, and the watchdog over them. One for a process.
 */
final class ImageEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ImageEngine.class);

  private final Closing closing = new Closing();
  private final RunningClock clock = new RunningClock();
  private final MicroBatcher batcher;
  private final List<LabelTowers> labelTowers;
  private final ThreadPoolExecutor decodePool;
  private final ByteBudget bytes;
  private final ImageLine line;
  private final Viewer viewer;

  /**
   * @param fetchers makes what reads the objects, with the bytes that may be under way
   * @param giveUp told when the process must end
   */
  ImageEngine(
      ClipStreamsConfig config,
      ClipModel model,
      LabelSets labelSets,
      LabelTopics labelTopics,
      AvroSerdes serdes,
      NativeGuard guard,
      Function<ByteBudget, ImageFetcher> fetchers,
      PipelineMetrics metrics,
      Consumer<Throwable> giveUp) {
    // First, since it can fail.
    List<OtherModel> others = otherModels(config, model, guard);
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
    labelTowers =
        Stream.concat(
                Stream.of(towers(batcher, batcher, config, fetcher, guard)),
                others.stream().map(other -> towers(other, other, config, fetcher, guard)))
            .toList();
    viewer = new Viewer(fetcher, decodePool, guard, model);
    Slots slots = new Slots(config.inFlight().maxImages());
    line =
        new ImageLine(
            sources(config, serdes),
            chooser,
            new ImagePipeline(
                fetcher, model.preprocessor(), decodePool, batcher, labelTopics, guard, metrics),
            slots,
            new LoneCommits(config.kafka().commitInterval(), slots, clock),
            new BucketShares(config.inFlight().maxImages()),
            new Backlog(config.inFlight().parkedMax()),
            guard,
            config.retry(),
            config.wanted(),
            new ImageLine.ModelName(model.fingerprint(), model.precision().toString()),
            metrics,
            clock);
  }

  /** What reads objects where nothing else is asked for: S3, and https where it is enabled. */
  static ImageFetcher fetcher(ClipStreamsConfig config, ByteBudget budget) {
    int maxBytes = config.images().maxBytes();
    Map<String, ImageFetcher> fetchers = new HashMap<>();
    fetchers.put("s3", new S3ImageFetcher(config.s3(), budget, maxBytes));
    if (config.https().enabled()) {
      fetchers.put("https", new HttpsImageFetcher(config.https(), budget, maxBytes));
    }
    return new SchemeFetcher(fetchers);
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

  /** For whoever looks at single images. */
  Viewer viewer() {
    return viewer;
  }

  /** What makes the vectors of labels: this process's model first, then the configured others. */
  List<LabelTowers> labelTowers() {
    return labelTowers;
  }

  private List<OtherModel> otherModels(
      ClipStreamsConfig config, ClipModel model, NativeGuard guard) {
    ModelOptions options =
        ClipStreamsApp.modelOptions(config)
            .withPrecision(PrecisionChoice.of(model.precision().toString()))
            .withDevice(model.device().split(",")[0]);
    Map<String, OtherModel> others = new LinkedHashMap<>();
    for (ModelSettings.Checkpoint checkpoint : config.model().others()) {
      OtherModel other = new OtherModel(checkpoint.in(options), options, guard);
      if (other.model().equals(model.fingerprint()) || others.containsKey(other.model())) {
        LOG.warn(
            "{} or {} names a checkpoint that is configured already, and changes nothing",
            ModelSettings.NEXT,
            ModelSettings.PREVIOUS);
      } else {
        others.put(other.model(), closing.add(other));
      }
    }
    return List.copyOf(others.values());
  }

  private LabelTowers towers(
      TextEncoder texts,
      ImageTower images,
      ClipStreamsConfig config,
      ImageFetcher fetcher,
      NativeGuard guard) {
    return new LabelTowers(
        texts,
        new ExampleImages(
            fetcher, images, decodePool, guard, config.retry(), config.topics().labelSets()));
  }

  QueueLengths queueLengths() {
    return new QueueLengths(
        line.backlog().parked(),
        line.slots().taken(),
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
