package io.clipstreams.topology.crash;

import io.clipstreams.topology.crash.JournalFile.Entry;
import io.clipstreams.topology.crash.JournalFile.Mark;
import io.clipstreams.topology.source.ReferenceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, beyond the death of the process, which images were in native code.
 *
 * <p>Before images enter native code they are written to a memory-mapped file, and taken out after.
 * Those that stand there at start were inside when the process died: one of them may be the reason,
 * or none. Each is suspect, and from now on is alone in native code. If the process dies again it
 * was that image, or chance; at the third death it is condemned. Images elsewhere are never
 * suspect, so that kills and restarts blame nobody. An image that is answered is acquitted.
 *
 * <p>Decode threads and device workers run native code through {@link #run}; suspects hold the lock
 * alone, all others share it. Stream threads ask and acquit, and wait for nothing but a map's lock.
 */
public final class CrashJournal implements NativeGuard, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
  private static final String FILE = "clip-streams.crash-journal";
  private static final int DEATHS_THAT_CONDEMN = 3;

  private final JournalFile file;
  private final ReadWriteLock nativeCode = new ReentrantReadWriteLock(true);
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Map<ReferenceKey, Suspect> suspects = new HashMap<>();
  private final Set<Integer> inside = new HashSet<>();
  private boolean fullSaid;

  /** An image that was inside when the process died. */
  private record Suspect(int slot, int deaths) {}

  private CrashJournal(JournalFile file) {
    this.file = file;
    for (int slot = 0; slot < file.slots(); slot++) {
      int at = slot;
      file.read(slot).ifPresentOrElse(entry -> suspect(at, entry), () -> free.add(at));
    }
    if (!suspects.isEmpty()) {
      LOG.warn(
          "{} images were being decoded or in the model when the process died; each runs alone now",
          suspects.size());
    }
  }

  /**
   * Opens the journal of this instance.
   *
   * @param folder {@code state.dir}, locked by this process
   * @param images how many can be in native code at a time
   */
  public static CrashJournal open(Path folder, int images) {
    try {
      // As many again for suspects, who keep their place until they are answered.
      return new CrashJournal(JournalFile.open(folder.resolve(FILE), 2 * images));
    } catch (IOException e) {
      throw new UncheckedIOException("The crash journal cannot be opened: " + e, e);
    }
  }

  private void suspect(int slot, Entry entry) {
    int deaths = entry.mark() == Mark.INSIDE ? entry.deaths() + 1 : entry.deaths();
    Suspect known = suspects.get(entry.image());
    if (known != null) {
      // Inside twice: work for a task that was closed had not ended yet.
      file.mark(slot, Mark.EMPTY);
      free.add(slot);
      return;
    }
    file.write(slot, new Entry(Mark.SUSPECT, deaths, entry.image()));
    suspects.put(entry.image(), new Suspect(slot, deaths));
    if (deaths > 1) {
      LOG.warn(
          "{} was alone in native code when the process died; deaths: {}", entry.image(), deaths);
    }
  }

  @Override
  public <T, E extends Exception> T run(List<ReferenceKey> images, NativeCode<T, E> code) throws E {
    boolean alone = images.size() == 1 && runsAlone(images.get(0));
    Lock lock = alone ? nativeCode.writeLock() : nativeCode.readLock();
    lock.lock();
    try {
      List<Integer> slots = enter(images);
      try {
        return code.run();
      } finally {
        leave(slots);
      }
    } finally {
      lock.unlock();
    }
  }

  private synchronized List<Integer> enter(List<ReferenceKey> images) {
    List<Integer> slots = new ArrayList<>(images.size());
    for (ReferenceKey image : images) {
      Suspect suspect = suspects.get(image);
      if (suspect != null) {
        file.mark(suspect.slot, Mark.INSIDE);
        slots.add(suspect.slot);
      } else if (!free.isEmpty()) {
        int slot = free.remove();
        file.write(slot, new Entry(Mark.INSIDE, 0, image));
        slots.add(slot);
      } else if (!fullSaid) {
        fullSaid = true;
        LOG.warn(
            "The crash journal is full of suspects; images go unwatched until some are answered");
      }
    }
    inside.addAll(slots);
    return slots;
  }

  private synchronized void leave(List<Integer> slots) {
    slots.forEach(this::leave);
  }

  private void leave(int slot) {
    if (!inside.remove(slot)) {
      return;
    }
    boolean isSuspects = suspects.values().stream().anyMatch(suspect -> suspect.slot == slot);
    file.mark(slot, isSuspects ? Mark.SUSPECT : Mark.EMPTY);
    if (!isSuspects) {
      free.add(slot);
    }
  }

  @Override
  public synchronized boolean runsAlone(ReferenceKey image) {
    return suspects.containsKey(image);
  }

  @Override
  public synchronized int deathsOf(ReferenceKey image) {
    Suspect suspect = suspects.get(image);
    return suspect == null ? 0 : suspect.deaths;
  }

  @Override
  public boolean isCondemned(ReferenceKey image) {
    return deathsOf(image) >= DEATHS_THAT_CONDEMN;
  }

  @Override
  public synchronized void acquit(ReferenceKey image) {
    Suspect suspect = suspects.remove(image);
    if (suspect != null && !inside.contains(suspect.slot)) {
      file.mark(suspect.slot, Mark.EMPTY);
      free.add(suspect.slot);
    }
  }

  /** A clean stop is no death: what is still inside is not suspect for it. */
  @Override
  public synchronized void close() {
    List.copyOf(inside).forEach(this::leave);
  }
}
