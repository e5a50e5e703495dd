package io.clipstreams.topology.history;

import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.history.Slice.Judgement;
import io.clipstreams.topology.history.Slice.Stored;
import io.clipstreams.topology.labels.CurrentLabelSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one task's stored images again when a label set has a new version, slice by slice. A slice
 * is found on the stream thread, judged on another, and forwarded by the next turn on the stream
 * thread, which alone calls this class. Progress is stored in the turn that forwards, so that both
 * are committed together; a slice that was under way when the process ended begins anew.
 */
final class SweepTask {

  private static final Logger LOG = LoggerFactory.getLogger(SweepTask.class);

  private final Rescoring rescoring;
  private final TimestampedKeyValueStore<Bytes, byte[]> store;
  private final ProgressStore progress;
  private final Versions versions;
  private final SliceFinder finder;
  private final BiConsumer<Bytes, Classification> forward;

  /** Sets whose sweep is not known to be done. */
  private final Set<String> unfinished = new TreeSet<>();

  /** Images that each unfinished sweep has judged, since this task began. */
  private final Map<String, Integer> sums = new HashMap<>();

  /** Versions that could not judge; they are not tried again before a restart. */
  private final Map<String, Long> broken = new HashMap<>();

  /** Images that came late while a slice was under way. */
  private final Set<Bytes> lateMeanwhile = new HashSet<>();

  private long revision = -1;
  private Slice underWay;
  private CompletableFuture<Judged> judging;
  private long searchNanos;
  private long nanosAnImage;

  /** What each judgement of a slice has brought, and how long that took. */
  private record Judged(List<Answers> answers, long nanos) {}

  /** Of one version; {@code error} is null when it could judge. */
  private record Answers(List<LabelSetResult> results, RuntimeException error) {}

  /**
   * @param forward takes an answer and its key
   */
  SweepTask(
      Rescoring rescoring,
      TimestampedKeyValueStore<Bytes, byte[]> store,
      ProgressStore progress,
      EmbeddingDecoder decoder,
      BiConsumer<Bytes, Classification> forward) {
    this.rescoring = rescoring;
    this.store = store;
    this.progress = progress;
    this.forward = forward;
    versions = new Versions(rescoring.labelSets(), rescoring.model(), progress);
    finder = new SliceFinder(store, progress, decoder, versions);
  }

  /** An image was stored. */
  void arrived(Bytes key, byte[] value) {
    if (finder.isLate(key, value, underWay)) {
      progress.addLate(key);
      lateMeanwhile.add(key);
    }
  }

  /** Forwards what has been judged, and has the next slice judged. */
  void turn(long now) {
    if (judging != null) {
      if (!judging.isDone()) {
        return;
      }
      deliver(now);
    }
    if (!finder.isWaiting() && rescoring.pace().mayBegin()) {
      begin();
    }
  }

  private void begin() {
    noteNewVersions();
    long began = System.nanoTime();
    Slice slice = next();
    searchNanos = System.nanoTime() - began;
    if (slice == null) {
      return;
    }
    underWay = slice;
    lateMeanwhile.clear();
    rescoring.pace().begin();
    judging =
        slice.judgements().isEmpty()
            ? CompletableFuture.completedFuture(new Judged(List.of(), 0))
            : CompletableFuture.supplyAsync(() -> judge(slice), rescoring.thread());
  }

  private void noteNewVersions() {
    long now = rescoring.labelSets().revision();
    if (now != revision) {
      revision = now;
      Set<String> names = new TreeSet<>(rescoring.names().get());
      progress.keepOnly(names);
      unfinished.clear();
      unfinished.addAll(names);
    }
  }

  /** Null when nothing is left to do. */
  private Slice next() {
    int most = rescoring.pace().images(nanosAnImage);
    Slice late = finder.ofLate(most).orElse(null);
    if (late != null) {
      return late;
    }
    for (String name : List.copyOf(unfinished)) {
      CurrentLabelSet labelSet = versions.current(name).orElse(null);
      Progress from = labelSet == null ? null : from(labelSet);
      if (from == null || from.isDone()) {
        unfinished.remove(name);
      } else {
        return finder.ofSweep(labelSet, from, most, rescoring.pace().searchNanos());
      }
    }
    return null;
  }

  /** Null when this version cannot judge, or a later one has begun to. */
  private Progress from(CurrentLabelSet labelSet) {
    if (broken.getOrDefault(labelSet.name(), -1L) == labelSet.version()
        || versions.wanted(labelSet) > labelSet.version()) {
      return null;
    }
    return progress
        .of(labelSet.name())
        .filter(sweep -> sweep.version() == labelSet.version())
        .orElseGet(() -> Progress.start(labelSet.version()));
  }

  private static Judged judge(Slice slice) {
    long began = System.nanoTime();
    List<Answers> answers = slice.judgements().stream().map(SweepTask::answers).toList();
    return new Judged(answers, System.nanoTime() - began);
  }

  private static Answers answers(Judgement judgement) {
    try {
      return new Answers(judgement.results(), null);
    } catch (RuntimeException e) {
      return new Answers(List.of(), e);
    }
  }

  private void deliver(long now) {
    Slice slice = underWay;
    Judged judged = judging.join();
    underWay = null;
    judging = null;
    long began = System.nanoTime();
    long judgeNanos = cost(judged.nanos(), slice.images());
    if (isCurrent(slice)) {
      if (slice.labelSet() == null
          || judged.answers().stream().allMatch(one -> one.error() == null)) {
        pass(slice);
      }
      for (int i = 0; i < slice.judgements().size(); i++) {
        Judgement judgement = slice.judgements().get(i);
        Answers answers = judged.answers().get(i);
        if (answers.error() == null) {
          forward(judgement.images(), answers.results(), now);
        } else {
          giveUp(judgement.by(), answers.error());
        }
      }
    }
    rescoring.pace().ended(searchNanos + judgeNanos + System.nanoTime() - began);
  }

  /** Whether no later version has come meanwhile: then its own sweep begins. */
  private boolean isCurrent(Slice slice) {
    return slice.labelSet() == null
        || versions
            .current(slice.labelSet())
            .map(current -> current.version() == slice.after().version())
            .orElse(false);
  }

  /** The least that an image has cost is what it costs; the rest was waiting for the device. */
  private long cost(long nanos, int images) {
    if (images == 0) {
      return 0;
    }
    long each = Math.max(1, nanos / images);
    nanosAnImage = nanosAnImage == 0 ? each : Math.min(each, nanosAnImage + nanosAnImage / 8 + 1);
    return nanosAnImage * images;
  }

  private void forward(List<Stored> images, List<LabelSetResult> results, long now) {
    for (int i = 0; i < images.size(); i++) {
      Stored image = images.get(i);
      ValueAndTimestamp<byte[]> stored = store.get(image.key());
      if (stored != null && Arrays.equals(stored.value(), image.value())) {
        forward.accept(image.key(), Rescored.of(image, results.get(i), now));
        rescoring.metrics().rescored();
      }
    }
  }

  private void pass(Slice slice) {
    removeLate(slice);
    if (slice.labelSet() != null) {
      progress.put(slice.labelSet(), slice.after());
      int sum = sums.merge(slice.labelSet(), slice.images(), Integer::sum);
      if (slice.after().isDone()) {
        unfinished.remove(slice.labelSet());
        sums.remove(slice.labelSet());
        LOG.info(
            "Version {} of label set {} has judged {} stored images of a partition again",
            slice.after().version(),
            slice.labelSet(),
            sum);
      }
    }
  }

  /** Its sweep begins anew with the next start of the process, with what came late meanwhile. */
  private void giveUp(CurrentLabelSet by, RuntimeException error) {
    LOG.error(
        "Version {} of label set {} cannot judge stored images; they keep their answers until a"
            + " later version comes or this process starts again",
        by.version(),
        by.name(),
        error);
    broken.put(by.name(), by.version());
    unfinished.remove(by.name());
    progress.remove(by.name());
  }

  private void removeLate(Slice slice) {
    slice.late().stream().filter(key -> !lateMeanwhile.contains(key)).forEach(progress::removeLate);
  }
}
