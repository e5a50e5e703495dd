package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final byte[] CAT = {1};
  private static final byte[] DOG = {2};
  private static final Outcome OUTCOME = new Outcome.Failed(Stage.FETCH, "test", null);

  private final InFlight inFlight = new InFlight();
  private int offset;

  private ReferenceKey add(byte[] recordKey) {
    ReferenceKey key = new ReferenceKey("images", 0, offset++, 0);
    inFlight.add(key, recordKey, offset);
    return key;
  }

  private Tracked start() {
    Tracked next = inFlight.nextStartable().orElseThrow();
    inFlight.run(next);
    return next;
  }

  private List<ReferenceKey> leave() {
    List<ReferenceKey> left = new ArrayList<>();
    while (inFlight.nextLeaving().isPresent()) {
      Tracked next = inFlight.nextLeaving().get();
      left.add(next.key);
      inFlight.remove(next);
    }
    return left;
  }

  @Test
  void theOldestStartsFirst() {
    ReferenceKey first = add(CAT);
    ReferenceKey second = add(DOG);
    assertThat(start().key).isEqualTo(first);
    assertThat(start().key).isEqualTo(second);
    assertThat(inFlight.nextStartable()).isEmpty();
  }

  @Test
  void oneOfAKeyRunsAtATime() {
    add(CAT);
    ReferenceKey second = add(CAT);
    Tracked first = start();
    assertThat(inFlight.nextStartable()).isEmpty();
    inFlight.finish(first, OUTCOME);
    assertThat(start().key).isEqualTo(second);
  }

  @Test
  void referencesWithoutKeyRunTogether() {
    add(null);
    add(null);
    start();
    start();
    assertThat(inFlight.running()).isEqualTo(2);
  }

  @Test
  void theSameKeyOnAnotherTopicHasNoOrderWithIt() {
    add(CAT);
    inFlight.add(new ReferenceKey("others", 0, 0, 0), CAT, 0);
    start();
    start();
    assertThat(inFlight.running()).isEqualTo(2);
  }

  @Test
  void aReferenceThatIsTrackedIsNotAddedAgain() {
    ReferenceKey key = add(CAT);
    inFlight.add(key, CAT, 0);
    assertThat(inFlight.parked()).isEqualTo(1);
  }

  @Test
  void anOutcomeIsHeldUntilEarlierOnesOfItsKeyAreThere() {
    ReferenceKey first = add(CAT);
    ReferenceKey second = add(CAT);
    Tracked slow = start();
    inFlight.backOff(slow, 100);
    inFlight.finish(start(), OUTCOME);
    assertThat(leave()).isEmpty();

    inFlight.wakeDue(100);
    inFlight.finish(start(), OUTCOME);
    assertThat(leave()).containsExactly(first, second);
    assertThat(inFlight.parked()).isZero();
  }

  @Test
  void whatBacksOffHoldsUpNoOther() {
    add(CAT);
    ReferenceKey dog = add(DOG);
    inFlight.backOff(start(), 100);
    assertThat(start().key).isEqualTo(dog);
  }

  @Test
  void whatBacksOffCanStartAgainWhenItsTimeHasCome() {
    ReferenceKey cat = add(CAT);
    inFlight.backOff(start(), 100);
    inFlight.wakeDue(99);
    assertThat(inFlight.nextStartable()).isEmpty();
    inFlight.wakeDue(100);
    assertThat(start().key).isEqualTo(cat);
  }

  @Test
  void whatAwaitsLabelsCanStartWhenTheyHaveChanged() {
    ReferenceKey cat = add(CAT);
    inFlight.awaitLabels(start(), 100);
    inFlight.wakeAwaitingLabels();
    assertThat(start().key).isEqualTo(cat);
  }

  @Test
  void whatAwaitsASchemaIsNotWokenByLabels() {
    add(CAT);
    inFlight.awaitSchema(start());
    inFlight.wakeAwaitingLabels();
    inFlight.wakeDue(Long.MAX_VALUE);
    assertThat(inFlight.nextStartable()).isEmpty();
  }

  @Test
  void referencesThatReplaceAMessageTakeItsPlace() {
    ReferenceKey message = add(CAT);
    ReferenceKey later = add(CAT);
    Tracked undecoded = inFlight.nextStartable().orElseThrow();
    inFlight.awaitSchema(undecoded);
    inFlight.finish(start(), OUTCOME);
    inFlight.replace(undecoded, List.of(message, message.withIndex(1)), CAT);
    assertThat(leave()).isEmpty();

    inFlight.finish(start(), OUTCOME);
    inFlight.finish(start(), OUTCOME);
    assertThat(leave()).containsExactly(message, message.withIndex(1), later);
  }

  @Test
  void aMessageThatNamesNothingMakesRoomForTheNext() {
    add(CAT);
    ReferenceKey later = add(CAT);
    Tracked undecoded = inFlight.nextStartable().orElseThrow();
    inFlight.awaitSchema(undecoded);
    inFlight.finish(start(), OUTCOME);
    inFlight.replace(undecoded, List.of(), CAT);
    assertThat(leave()).containsExactly(later);
  }

  @Test
  void allButTheRunningCountAsParkedUntilTheyAreRemoved() {
    add(CAT);
    add(DOG);
    inFlight.finish(start(), OUTCOME);
    start();
    assertThat(inFlight.parked()).isEqualTo(1);
    leave();
    assertThat(inFlight.parked()).isZero();
    assertThat(inFlight.running()).isEqualTo(1);
  }

  @Test
  void theOldestIsTheOneThatWasStoredFirstAndHasNotLeft() {
    assertThat(inFlight.oldestReceivedAt()).isEmpty();
    inFlight.add(new ReferenceKey("images", 0, 7, 0), CAT, 70);
    inFlight.add(new ReferenceKey("images", 1, 5, 0), DOG, 50);
    assertThat(inFlight.oldestReceivedAt()).hasValue(50);

    inFlight.finish(start(), OUTCOME);
    inFlight.finish(start(), OUTCOME);
    assertThat(inFlight.oldestReceivedAt()).hasValue(50);
    leave();
    assertThat(inFlight.oldestReceivedAt()).isEmpty();
  }
}
