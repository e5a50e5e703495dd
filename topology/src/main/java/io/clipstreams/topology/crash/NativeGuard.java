package io.clipstreams.topology.crash;

import io.clipstreams.topology.source.ReferenceKey;
import java.util.List;

/**
 * Stands around native code, where an image can take the process down. Decode threads and device
 * workers pass through it; stream threads only ask.
 */
public interface NativeGuard {

  /** For whoever guards nothing. */
  NativeGuard NONE =
      new NativeGuard() {
        @Override
        public <T, E extends Exception> T run(List<ReferenceKey> images, NativeCode<T, E> code)
            throws E {
          return code.run();
        }

        @Override
        public boolean runsAlone(ReferenceKey image) {
          return false;
        }

        @Override
        public int deathsOf(ReferenceKey image) {
          return 0;
        }

        @Override
        public boolean isCondemned(ReferenceKey image) {
          return false;
        }

        @Override
        public void acquit(ReferenceKey image) {
          // Nobody is suspect.
        }
      };

  /**
   * Runs native code on these images. Waits while an image that is suspect has to be alone; so it
   * must not be called by a stream thread.
   */
  <T, E extends Exception> T run(List<ReferenceKey> images, NativeCode<T, E> code) throws E;

  /** Whether the image was in native code when the process died, and so must be alone there. */
  boolean runsAlone(ReferenceKey image);

  /** How many times the process died with the image in native code. */
  int deathsOf(ReferenceKey image);

  /** Whether the process has died so often with this image that it must not be tried again. */
  boolean isCondemned(ReferenceKey image);

  /** The image has an answer, or a dead letter: it is suspect no more. */
  void acquit(ReferenceKey image);

  /** What runs in native code. */
  @FunctionalInterface
  interface NativeCode<T, E extends Exception> {
    T run() throws E;
  }
}
