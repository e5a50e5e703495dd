package io.clipstreams.model.hub;

/** Hears how a download goes on; called on the thread that downloads. */
@FunctionalInterface
public interface PullProgress {

  /**
   * Some bytes more.
   *
   * @param file the file's name
   * @param done bytes of it that are here, those of an earlier try included
   * @param total its size
   */
  void update(String file, long done, long total);
}
