package io.clipstreams.topology.batch;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.BatchSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.BatchScorer;
import io.clipstreams.topology.scoring.Verdict;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The model, shared by all tasks of the process. Images and texts are queued by any thread, which
 * never blocks; each device has one worker, which runs batches and scores them while something is
 * queued. Futures complete on a worker.
 *
 * <p>When a device fails wholly, that is reported once, workers stop, and what is queued stays
 * unanswered: it is the process that has to end.
 */
public final class MicroBatcher implements TextEncoder, ImageTower {

  private static final Verdict NOT_ASKED = new Verdict.Scored(List.of(), List.of());
  private static final int CANARY_CONTRAST = 7;
  private static final String CANARY_TEXT = "a photo of a cat";

  private final ClipModel model;
  private final BatchScorer scorer;
  private final NativeGuard guard;
  private final PipelineMetrics metrics;
  private final LongSupplier runningMillis;
  private final Consumer<DeviceFailedException> onDeviceFailed;
  private final List<Worker> workers;
  private final BatchQueue<Worker> queue;
  private final SplittingEncoder<Pixels> imageTower;
  private final SplittingEncoder<String> textTower;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** A device's thread, and since when it is in a batch. */
  private static final class Worker {
    private static final long IDLE = Long.MAX_VALUE;
    private final Executor thread;
    private volatile long busySince = IDLE;

    Worker(Executor thread) {
      this.thread = thread;
    }
  }

  /**
   * @param threads one for each device
   * @param runningMillis a clock that stands while the process is stopped
   * @param onDeviceFailed told once, when the process must end
   */
  public MicroBatcher(
      ClipModel model,
      BatchScorer scorer,
      BatchSettings settings,
      List<? extends Executor> threads,
      NativeGuard guard,
      PipelineMetrics metrics,
      LongSupplier runningMillis,
      Consumer<DeviceFailedException> onDeviceFailed) {
    this.model = model;
    this.scorer = scorer;
    this.guard = guard;
    this.metrics = metrics;
    this.runningMillis = runningMillis;
    this.onDeviceFailed = onDeviceFailed;
    this.workers = threads.stream().map(Worker::new).toList();
    this.queue = new BatchQueue<>(settings.maxImages(), settings.maxWait().toNanos(), workers);
    this.imageTower =
        new SplittingEncoder<>(model::encodeImages, MicroBatcher::canary, queue::lowerMaxImages);
    this.textTower =
        new SplittingEncoder<>(model::encodeTexts, text -> CANARY_TEXT, queue::lowerMaxImages);
  }

  /**
   * Embeds an image and judges it.
   *
   * @return completes exceptionally when this image, alone, breaks the model
   */
  public CompletableFuture<Judged> judge(
      ReferenceKey key, ImageReference reference, Pixels pixels) {
    return add(key, Optional.of(reference), pixels);
  }

  @Override
  public CompletableFuture<float[]> embed(ReferenceKey image, Pixels pixels) {
    return add(image, Optional.empty(), pixels).thenApply(Judged::embedding);
  }

  @Override
  public CompletableFuture<Preprocessor> preprocessor() {
    return CompletableFuture.completedFuture(model.preprocessor());
  }

  private CompletableFuture<Judged> add(
      ReferenceKey key, Optional<ImageReference> reference, Pixels pixels) {
    ImageTask task =
        new ImageTask(
            key,
            reference,
            pixels,
            guard.runsAlone(key),
            System.nanoTime(),
            new CompletableFuture<>());
    queue.add(task).ifPresent(this::wake);
    return task.judged();
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> texts) {
    if (texts.isEmpty()) {
      return CompletableFuture.completedFuture(new float[0][]);
    }
    TextJob job = new TextJob(texts);
    queue.add(job).ifPresent(this::wake);
    return job.encoded();
  }

  private void wake(Worker worker) {
    worker.thread.execute(() -> drain(worker));
  }

  private void drain(Worker worker) {
    while (!failed.get()) {
      Work work = queue.next(worker).orElse(null);
      if (work == null) {
        return;
      }
      worker.busySince = runningMillis.getAsLong();
      metrics.deviceTaken();
      try {
        run(work);
      } catch (DeviceFailedException e) {
        fail(e);
      } catch (RuntimeException | Error e) {
        fail(new DeviceFailedException("The device's worker failed: " + e, e));
      } finally {
        metrics.deviceFreed();
        worker.busySince = Worker.IDLE;
      }
    }
  }

  private void fail(DeviceFailedException e) {
    if (failed.compareAndSet(false, true)) {
      onDeviceFailed.accept(e);
    }
  }

  private void run(Work work) {
    long started = System.nanoTime();
    if (work instanceof Work.ImageBatch batch) {
      batch.tasks().forEach(task -> metrics.awaitedDevice(started - task.enqueuedNanos()));
      run(batch.tasks());
      metrics.imageBatch(batch.tasks().size(), System.nanoTime() - started);
    } else if (work instanceof Work.TextSlice slice) {
      slice.job().complete(slice, guard.run(List.of(), () -> textTower.encode(slice.texts())));
      metrics.textSlice(slice.to() - slice.from(), System.nanoTime() - started);
    }
  }

  private void run(List<ImageTask> batch) {
    List<Pixels> pixels = batch.stream().map(ImageTask::pixels).toList();
    List<ReferenceKey> keys = batch.stream().map(ImageTask::key).toList();
    List<Embedding> embeddings = guard.run(keys, () -> imageTower.encode(pixels));
    List<ImageTask> wanted = new ArrayList<>(batch.size());
    List<float[]> vectors = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      ImageTask task = batch.get(i);
      if (embeddings.get(i) instanceof Embedding.Broken broken) {
        task.judged().completeExceptionally(broken.error());
      } else if (embeddings.get(i) instanceof Embedding.Vector vector) {
        if (task.reference().isPresent()) {
          wanted.add(task);
          vectors.add(vector.values());
        } else {
          complete(task, NOT_ASKED, vector.values(), batch.size());
        }
      }
    }
    List<Verdict> verdicts =
        scorer.score(vectors, wanted.stream().map(task -> task.reference().orElseThrow()).toList());
    for (int i = 0; i < wanted.size(); i++) {
      complete(wanted.get(i), verdicts.get(i), vectors.get(i), batch.size());
    }
  }

  private static void complete(ImageTask task, Verdict verdict, float[] vector, int batchSize) {
    task.judged().complete(new Judged(verdict, vector, batchSize, System.currentTimeMillis()));
  }

  /** Stripes, of the size that the model takes. */
  private static Pixels canary(Pixels example) {
    byte[] rgb = new byte[example.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * CANARY_CONTRAST);
    }
    return new Pixels(example.height(), example.width(), rgb);
  }

  /** How many images wait for a device. */
  public int waitingImages() {
    return queue.waitingImages();
  }

  /** How long the longest batch has been under way, in running milliseconds; 0 when none is. */
  public long longestBatchMillis() {
    long since = workers.stream().mapToLong(worker -> worker.busySince).min().orElseThrow();
    return since == Worker.IDLE ? 0 : runningMillis.getAsLong() - since;
  }

  @Override
  public boolean truncates(String text) {
    return model.truncates(text);
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public String model() {
    return model.fingerprint();
  }

  @Override
  public String precision() {
    return model.precision().toString();
  }
}
