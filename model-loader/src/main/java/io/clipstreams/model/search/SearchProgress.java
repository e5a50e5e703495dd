package io.clipstreams.model.search;

/** Hears how far a search is, on the thread that searches. */
public interface SearchProgress {

  /** Of a phase whose number of steps is not known beforehand. */
  long UNKNOWN = -1;

  /**
   * A phase begins.
   *
   * @param steps that it will have, or {@link #UNKNOWN}
   */
  void phase(String name, long steps);

  /** So many steps more are done. */
  void step(long steps);

  /** Nobody listens. */
  static SearchProgress none() {
    return new SearchProgress() {
      @Override
      public void phase(String name, long steps) {
        // nobody listens
      }

      @Override
      public void step(long steps) {
        // nobody listens
      }
    };
  }
}
