package io.clipstreams.topology;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.backpressure.PausingClientSupplier;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.HeapCheck;
import io.clipstreams.topology.crash.CrashJournal;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.history.ImageHistory;
import io.clipstreams.topology.history.Pace;
import io.clipstreams.topology.history.Rescoring;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.catalog.PublishedVersion;
import io.clipstreams.topology.labels.topics.AdminLabelTopics;
import io.clipstreams.topology.metrics.LoopRounds;
import io.clipstreams.topology.metrics.MetricsFanOut;
import io.clipstreams.topology.metrics.PipelineCounters;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.work.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application in this process. Any thread may call any method; {@link #open}, {@link #start},
 * {@link #awaitReady} and {@link #close} block.
 */
public final class ClipStreamsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClipStreamsApp.class);

  private final ClipStreamsConfig config;
  private final Closing closing;
  private final PipelineCounters counters;
  private final RunningModel model;
  private final CompletableFuture<Throwable> failure;
  private final AvroSerdes serdes;
  private final ImageEngine engine;
  private final ClipStreamsTopology topology;
  private final KafkaStreams streams;
  private boolean closed;

  private ClipStreamsApp(
      ClipStreamsConfig config,
      Supplier<ClipModel> loading,
      Function<ByteBudget, ImageFetcher> fetchers,
      PipelineMetrics observer,
      Closing closing) {
    this.config = config;
    this.closing = closing;
    this.counters = new PipelineCounters();
    this.failure = new CompletableFuture<>();
    this.serdes = new AvroSerdes(config.serdeSettings());
    StateDirectory directory = closing.add(StateDirectory.lock(config.kafka().stateDir()));
    long begin = System.nanoTime();
    ClipModel model = closing.add(loading.get());
    this.model = RunningModel.of(model, Duration.ofNanos(System.nanoTime() - begin));
    LOG.info("{}", this.model);
    PipelineMetrics metrics = new MetricsFanOut(counters, observer);
    CrashJournal journal =
        closing.add(CrashJournal.open(directory.folder(), config.imagesInNativeCode()));
    topology = new ClipStreamsTopology(config, model, serdes);
    LabelTopics labelTopics = labelTopics(config, closing);
    this.engine =
        closing.add(
            new ImageEngine(
                config,
                model,
                topology.labelSets(),
                labelTopics,
                serdes,
                journal,
                fetchers,
                metrics,
                this::giveUp));
    StreamsConfig streamsConfig = new StreamsConfig(streamsSettings(config, directory));
    this.streams =
        new KafkaStreams(
            topology.build(
                streamsConfig,
                engine.line(),
                engine.labelTowers(),
                labelTopics,
                rescoring(model, metrics),
                metrics),
            streamsConfig,
            new PausingClientSupplier(
                engine.line().sources().names(), engine.line().backlog(), new LoopRounds(metrics)));
    streams.setUncaughtExceptionHandler(
        new ThreadFailures(engine.line().runningMillis(), this::giveUp));
    streams.setStateListener(this::stateChanged);
  }

  /**
   * Checks the configuration against this machine, locks {@code state.dir} and loads the model.
   *
   * @throws org.apache.kafka.common.config.ConfigException when the configuration cannot work here
   * @throws io.clipstreams.model.CheckpointException when the checkpoint cannot be run
   */
  public static ClipStreamsApp open(ClipStreamsConfig config) {
    return open(config, () -> load(config));
  }

  /**
   * The same with a model that is loaded elsewhere, such as while servers start.
   *
   * @param model is asked once, and closed with the application
   */
  public static ClipStreamsApp open(ClipStreamsConfig config, Supplier<ClipModel> model) {
    return open(config, model, budget -> ImageEngine.fetcher(config, budget));
  }

  /**
   * The same with another reader of objects, such as one that measures.
   *
   * @param fetchers is asked once, with the bytes that may be under way; what it makes is closed
   *     with the application
   */
  public static ClipStreamsApp open(
      ClipStreamsConfig config,
      Supplier<ClipModel> model,
      Function<ByteBudget, ImageFetcher> fetchers) {
    return open(config, model, fetchers, PipelineMetrics.NONE);
  }

  /**
   * Opens what {@link #open(ClipStreamsConfig)} opens, and tells somebody of what happens.
   *
   * @param observer is told from the start on
   */
  public static ClipStreamsApp open(ClipStreamsConfig config, PipelineMetrics observer) {
    return open(config, () -> load(config), observer);
  }

  /** The same with a model that is loaded elsewhere. */
  public static ClipStreamsApp open(
      ClipStreamsConfig config, Supplier<ClipModel> model, PipelineMetrics observer) {
    return open(config, model, budget -> ImageEngine.fetcher(config, budget), observer);
  }

  private static ClipStreamsApp open(
      ClipStreamsConfig config,
      Supplier<ClipModel> model,
      Function<ByteBudget, ImageFetcher> fetchers,
      PipelineMetrics observer) {
    HeapCheck.requireFits(config.images(), config.inFlight(), Runtime.getRuntime().maxMemory());
    Closing closing = new Closing();
    try {
      return new ClipStreamsApp(config, model, fetchers, observer, closing);
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  private static LabelTopics labelTopics(ClipStreamsConfig config, Closing closing) {
    return config.labels().labelTopicPrefix().isEmpty()
        ? LabelTopics.NONE
        : closing.add(new AdminLabelTopics(Admin.create(config.clientSettings())));
  }

  private Rescoring rescoring(ClipModel judge, PipelineMetrics metrics) {
    return new Rescoring(
        topology.labelSets(),
        () -> topology.labelSets().published().stream().map(PublishedVersion::labelSet).toList(),
        judge.fingerprint(),
        closing.add(Executors.newSingleThreadExecutor(Threads.daemon("clip-rescore"))),
        new Pace(
            () -> {
              QueueLengths queued = engine.queueLengths();
              return queued.parked() + queued.underWay() > 0;
            }),
        metrics);
  }

  /** Loads the model that the settings name; the caller closes it. */
  public static ClipModel load(ClipStreamsConfig config) {
    ModelOptions options = modelOptions(config);
    return config
        .model()
        .checkpoint()
        .map(folder -> ClipModels.load(folder.toString(), options))
        .orElseGet(() -> ClipModels.builtIn(options));
  }

  /** How models are run here. */
  static ModelOptions modelOptions(ClipStreamsConfig config) {
    return ModelOptions.defaults()
        .withPrecision(PrecisionChoice.of(config.model().precision()))
        .withDevice(config.model().device())
        .withThreads(config.model().threads())
        .withMaxPixels(config.images().maxPixels())
        .withDecodeTimeout(config.images().decodeTimeout());
  }

  private static Map<String, Object> streamsSettings(
      ClipStreamsConfig config, StateDirectory directory) {
    Map<String, Object> settings = config.streamsSettings();
    // A stable name: a restart gets its partitions back without a rebalance.
    settings.putIfAbsent(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        directory.instanceId());
    return settings;
  }

  /** Registers the output schemas, waiting for the registry, and starts to work. */
  public void start() throws InterruptedException {
    serdes.warmUp().registerAll(ClipStreamsTopology.outputSchemas(config));
    streams.start();
  }

  private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
    LOG.info("{} after {}", now, before);
    if (now == KafkaStreams.State.ERROR) {
      giveUp(new IllegalStateException("Kafka Streams has stopped; its log says why"));
    }
    synchronized (this) {
      notifyAll();
    }
  }

  private void giveUp(Throwable reason) {
    if (failure.complete(reason)) {
      LOG.error("The application cannot go on: {}", reason.getMessage(), reason);
    }
    synchronized (this) {
      notifyAll();
    }
  }

  /**
   * Waits until images are being read.
   *
   * @return false when that took longer than {@code atMost}, or the application has failed
   */
  public synchronized boolean awaitReady(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!isReady() && !failure.isDone()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return isReady();
  }

  /** Whether images are being read: for a readiness probe. */
  public boolean isReady() {
    return !failure.isDone() && streams.state() == KafkaStreams.State.RUNNING;
  }

  /**
   * Completes with the reason when the application cannot go on. Whoever runs it says so, closes
   * it, and ends the process; a process whose device hangs may have to be halted.
   */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** What was done since the start. */
  public PipelineCounters.Snapshot counts() {
    return counters.snapshot();
  }

  /** How many images stand where now. */
  public QueueLengths queueLengths() {
    return engine.queueLengths();
  }

  /** The model that judges. */
  public RunningModel model() {
    return model;
  }

  /** For whoever looks at single images; of no use after the application's end. */
  public Viewer viewer() {
    return engine.viewer();
  }

  /** The version of a label set that judges now; empty where there is none. */
  public Optional<CurrentLabelSet> labelSet(String name) {
    return topology.labelSets().current(name);
  }

  /** The label sets that judge now, by name. */
  public List<PublishedVersion> labelSets() {
    return topology.labelSets().published();
  }

  /** The images that this process keeps; empty without {@code embeddings.enabled}. */
  public Optional<ImageHistory> history() {
    return config
        .topics()
        .imageEmbeddings()
        .map(
            topic ->
                new ImageHistory(streams, topic, serdes, model.fingerprint(), model.dimension()));
  }

  /** Kafka Streams itself, for its state and its metrics; it is started and closed here alone. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Stops reading, commits what is done, and frees everything, within {@code close.timeout.ms}. */
  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      closed = true;
    }
    CloseOptions options =
        CloseOptions.timeout(config.kafka().closeTimeout())
            .withGroupMembershipOperation(
                config.kafka().leaveGroupOnClose()
                    ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                    : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    if (!streams.close(options)) {
      LOG.warn("Kafka Streams has not stopped within {}", config.kafka().closeTimeout());
    }
    closing.close();
  }
}
