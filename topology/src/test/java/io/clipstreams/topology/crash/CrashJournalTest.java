package io.clipstreams.topology.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clipstreams.topology.source.ReferenceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A death is played by going on with what the file holds while images are inside. */
class CrashJournalTest {

  private static final ReferenceKey BAD = new ReferenceKey("clip.images", 3, 42, 0);
  private static final ReferenceKey GOOD = new ReferenceKey("clip.images", 3, 43, 1);

  @TempDir private Path temp;
  private Path folder;
  private final CountDownLatch mayLeave = new CountDownLatch(1);
  private CrashJournal journal;

  private CrashJournal open() {
    journal = CrashJournal.open(folder, 2);
    return journal;
  }

  private void dieWith(ReferenceKey... images) throws IOException {
    Path afterDeath = journal.run(List.of(images), this::copyOfTheState);
    folder = afterDeath;
    open();
  }

  /** As it is at this moment, which is all that a death leaves. */
  private Path copyOfTheState() throws IOException {
    Path copy = Files.createTempDirectory(temp, "state");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @BeforeEach
  void firstState() throws IOException {
    folder = Files.createTempDirectory(temp, "state");
  }

  @Test
  void atFirstNobodyIsSuspect() {
    open();
    assertThat(journal.runsAlone(BAD)).isFalse();
    assertThat(journal.isCondemned(BAD)).isFalse();
  }

  @Test
  void whatCameOutOfNativeCodeIsNotSuspectAfterADeath() throws IOException {
    open().run(List.of(GOOD), () -> null);
    dieWith(BAD);
    assertThat(journal.runsAlone(GOOD)).isFalse();
    assertThat(journal.runsAlone(BAD)).isTrue();
  }

  @Test
  void whatFailedWithAnExceptionIsNotSuspect() {
    assertThatThrownBy(
            () ->
                open()
                    .run(
                        List.of(GOOD),
                        () -> {
                          throw new IllegalStateException("refused");
                        }))
        .hasMessage("refused");
    open();
    assertThat(journal.runsAlone(GOOD)).isFalse();
  }

  @Test
  void allThatWereInsideAreSuspectButNotCondemned() throws IOException {
    open();
    dieWith(BAD, GOOD);
    assertThat(journal.runsAlone(BAD)).isTrue();
    assertThat(journal.runsAlone(GOOD)).isTrue();
    assertThat(journal.isCondemned(BAD)).isFalse();
  }

  @Test
  void theThirdDeathCondemns() throws IOException {
    open();
    dieWith(BAD, GOOD);
    journal.run(List.of(GOOD), () -> null);
    journal.acquit(GOOD);
    dieWith(BAD);
    assertThat(journal.deathsOf(BAD)).isEqualTo(2);
    assertThat(journal.isCondemned(BAD)).isFalse();
    dieWith(BAD);
    assertThat(journal.isCondemned(BAD)).isTrue();
    assertThat(journal.deathsOf(GOOD)).isZero();
  }

  @Test
  void aDeathElsewhereDoesNotCountAgainstASuspect() throws IOException {
    open();
    dieWith(BAD);
    dieWith(GOOD);
    open();
    assertThat(journal.deathsOf(BAD)).isEqualTo(1);
    assertThat(journal.deathsOf(GOOD)).isEqualTo(1);
  }

  @Test
  void anAnswerAcquits() throws IOException {
    open();
    dieWith(BAD);
    journal.acquit(BAD);
    assertThat(journal.runsAlone(BAD)).isFalse();
    open();
    assertThat(journal.runsAlone(BAD)).isFalse();
  }

  @Test
  void aCleanStopIsNoDeath() throws IOException {
    open();
    Path afterStop =
        journal.run(
            List.of(GOOD),
            () -> {
              journal.close();
              return copyOfTheState();
            });
    folder = afterStop;
    open();
    assertThat(journal.runsAlone(GOOD)).isFalse();
  }

  @Test
  void placesAreUsedAgain() throws IOException {
    open();
    for (int i = 0; i < 100; i++) {
      journal.run(List.of(new ReferenceKey("t", 0, i, 0), GOOD), () -> null);
    }
    dieWith(BAD);
    assertThat(journal.runsAlone(BAD)).isTrue();
  }

  @Test
  void aJournalFullOfSuspectsStillRuns() throws IOException {
    open();
    dieWith(new ReferenceKey("t", 0, 1, 0), new ReferenceKey("t", 0, 2, 0));
    dieWith(new ReferenceKey("t", 0, 3, 0), new ReferenceKey("t", 0, 4, 0));
    assertThat(journal.<Integer, RuntimeException>run(List.of(GOOD), () -> 7)).isEqualTo(7);
  }

  @Test
  void aSuspectIsAlone() throws Exception {
    open();
    dieWith(BAD);
    AtomicBoolean isInside = new AtomicBoolean();
    CompletableFuture<Void> good =
        CompletableFuture.runAsync(() -> journal.run(List.of(GOOD), () -> stay(isInside)));
    await().untilTrue(isInside);
    CompletableFuture<Boolean> metSomebody =
        CompletableFuture.supplyAsync(() -> journal.run(List.of(BAD), isInside::get));
    await().during(Duration.ofMillis(100)).until(() -> !metSomebody.isDone());

    mayLeave.countDown();
    assertThat(metSomebody.get(10, TimeUnit.SECONDS)).isFalse();
    good.get(10, TimeUnit.SECONDS);
  }

  private Void stay(AtomicBoolean isInside) {
    isInside.set(true);
    try {
      assertThat(mayLeave.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    isInside.set(false);
    return null;
  }
}
