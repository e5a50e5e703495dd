package io.clipstreams.topology.labels;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** Topics that are there, or not, as the test says. */
public final class FakeLabelTopics implements LabelTopics {

  private final Set<String> there;
  private boolean away;

  public FakeLabelTopics(String... there) {
    this.there = new HashSet<>(Set.of(there));
  }

  public void delete(String topic) {
    there.remove(topic);
  }

  /** Whether brokers do not answer. */
  public void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public CompletableFuture<Set<String>> writable(Set<String> topics) {
    if (away) {
      return CompletableFuture.failedFuture(new TimeoutException("no broker answers"));
    }
    Set<String> found = new HashSet<>(topics);
    found.retainAll(there);
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletableFuture<Set<String>> writableNow(Set<String> topics) {
    return writable(topics);
  }
}
