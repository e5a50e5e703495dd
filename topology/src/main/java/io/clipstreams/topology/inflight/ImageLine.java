package io.clipstreams.topology.inflight;

import io.clipstreams.topology.backpressure.Backlog;
import io.clipstreams.topology.config.RetrySettings;
import io.clipstreams.topology.config.WantedSettings;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.clipstreams.topology.scoring.LabelSetChooser;
import io.clipstreams.topology.source.SourceTopics;
import io.clipstreams.topology.work.ImagePipeline;
import java.util.function.LongSupplier;

/**
 * What all tasks of the process share. Everything in it is safe for use by many threads, and
 * nothing in it blocks.
 *
 * @param sources the topics that name images
 * @param chooser says which label sets judge an image
 * @param pipeline takes images to their answers
 * @param slots one for each image that may be under way
 * @param loneCommits says when an answer is committed before its time
 * @param buckets keeps a bucket that does not answer from taking all slots
 * @param backlog counts what is stored and waits
 * @param guard knows images that crashed the process
 * @param retry how long transient failures are retried
 * @param wanted how long label sets are waited for
 * @param model the model's name in classifications
 * @param runningMillis a clock that stands while the process is stopped
 */
public record ImageLine(
    SourceTopics sources,
    LabelSetChooser chooser,
    ImagePipeline pipeline,
    Slots slots,
    LoneCommits loneCommits,
    BucketShares buckets,
    Backlog backlog,
    NativeGuard guard,
    RetrySettings retry,
    WantedSettings wanted,
    ModelName model,
    PipelineMetrics metrics,
    LongSupplier runningMillis) {

  /** What classifications say of the model. */
  public record ModelName(String fingerprint, String precision) {}
}
