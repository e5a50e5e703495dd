package io.clipstreams.topology.batch;

import java.util.List;

/** What a device worker does next. */
sealed interface Work {

  /** Images that share a run through the image tower; at least one. */
  record ImageBatch(List<ImageTask> tasks) implements Work {
    public ImageBatch {
      tasks = List.copyOf(tasks);
    }
  }

  /** Some texts of a job. */
  record TextSlice(TextJob job, int from, int to) implements Work {
    List<String> texts() {
      return job.texts().subList(from, to);
    }
  }
}
