package io.clipstreams.topology.labels;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The topics that labels name for their classifications. Any thread may ask; none waits. */
public interface LabelTopics {

  /** Where labels may name no topics. */
  LabelTopics NONE =
      new LabelTopics() {
        @Override
        public CompletableFuture<Set<String>> writable(Set<String> topics) {
          return CompletableFuture.completedFuture(Set.of());
        }

        @Override
        public CompletableFuture<Set<String>> writableNow(Set<String> topics) {
          return writable(topics);
        }
      };

  /**
   * Those of the topics that exist and may be written, as far as is known from the last seconds.
   *
   * @return fails with a {@link org.apache.kafka.common.errors.RetriableException} when nothing is
   *     known and the brokers cannot be asked
   */
  CompletableFuture<Set<String>> writable(Set<String> topics);

  /** The same, asked of the brokers in any case. */
  CompletableFuture<Set<String>> writableNow(Set<String> topics);
}
