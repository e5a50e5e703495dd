package io.clipstreams.topology.metrics;

import io.clipstreams.topology.deadletter.Stage;

/**
 * Told of what happens to images, for counting. Called by stream, fetch, decode and device threads;
 * must not block. Durations are in nanoseconds.
 */
public interface PipelineMetrics {

  /** For whoever counts nothing. */
  PipelineMetrics NONE = new PipelineMetrics() {};

  /** A reference was read and stored. */
  default void received() {}

  /** A message held nothing to classify. */
  default void excluded() {}

  /** An object was read. */
  default void fetched(int bytes, long nanos) {}

  /** A picture was decoded and resized, after it had waited for a thread. */
  default void decoded(long waitedNanos, long nanos) {}

  /** A device was free and takes a batch, of images or texts. */
  default void deviceTaken() {}

  /** The device that took a batch is free again, however the batch ended. */
  default void deviceFreed() {}

  /** An image is in a batch now, after it had waited for a device. */
  default void awaitedDevice(long waitedNanos) {}

  /** A batch of images went through the image tower and was scored. */
  default void imageBatch(int images, long nanos) {}

  /** A slice of texts went through the text tower. */
  default void textSlice(int texts, long nanos) {}

  /**
   * A version of a label set was accepted.
   *
   * @param cached labels and background prompts whose vectors were there
   * @param missing those whose vectors are to be made
   */
  default void labelVectors(int cached, int missing) {}

  /** An attempt failed and is to be repeated. */
  default void retried(Stage stage, String reason) {}

  /**
   * A classification was forwarded.
   *
   * @param sinceReceivedMillis how long ago its message was stored, in milliseconds; pauses of the
   *     process included
   */
  default void classified(long sinceReceivedMillis) {}

  /** A copy of a classification was forwarded to the topic of a label. */
  default void routed() {}

  /** The answer of a stored image that was judged again was forwarded. */
  default void rescored() {}

  /** A dead letter was forwarded. */
  default void deadLettered(Stage stage, String reason) {}

  /**
   * A stream thread went once round its loop.
   *
   * @param nanos from the end of one poll of its main consumer to the next poll
   * @param waitedNanos the part of it in which the thread waited for brokers: to commit, to send
   */
  default void loopRound(long nanos, long waitedNanos) {}
}
