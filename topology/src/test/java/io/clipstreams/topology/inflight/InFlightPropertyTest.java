package io.clipstreams.topology.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.inflight.Tracked.State;
import io.clipstreams.topology.source.ReferenceKey;
import io.clipstreams.topology.work.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens, {@link InFlight} agrees with a model that is one list, searched each time. */
class InFlightPropertyTest {

  private static final Outcome OUTCOME = new Outcome.Failed(Stage.FETCH, "test", null);
  private static final int LANES = 3;

  private enum Action {
    ADD,
    START,
    FINISH,
    PARK,
    BACK_OFF,
    AWAIT_LABELS,
    AWAIT_SCHEMA,
    REPLACE,
    LEAVE,
    TIME_PASSES,
    LABELS_CHANGE
  }

  /** What happens, and to which one, of those that it can happen to. */
  record Step(Action action, int which) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of(Action.class), Arbitraries.integers().between(0, 99))
        .as(Step::new)
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 500)
  void agreesWithASimpleModel(@ForAll("steps") List<Step> steps) {
    Run run = new Run();
    for (Step step : steps) {
      run.take(step);
      run.check();
    }
    run.drain();
  }

  /** A reference as the model sees it. */
  private static final class Simple {
    final ReferenceKey key;
    final Integer lane;
    final Tracked tracked;
    final long arrival;
    final boolean isReplacement;
    State state = State.PARKED;
    long wakeAt;

    Simple(ReferenceKey key, Integer lane, Tracked tracked, long arrival, boolean isReplacement) {
      this.key = key;
      this.isReplacement = isReplacement;
      this.lane = lane;
      this.tracked = tracked;
      this.arrival = arrival;
    }
  }

  private static final class Run {
    private final InFlight inFlight = new InFlight();

    /** In the order of topic, partition, offset and index. */
    private final List<Simple> model = new ArrayList<>();

    private final Set<ReferenceKey> submitted = new HashSet<>();
    private final List<ReferenceKey> left = new ArrayList<>();
    private long now;
    private long offset;
    private long arrivals;

    void take(Step step) {
      switch (step.action()) {
        case ADD -> add(new ReferenceKey("t", 0, offset++, 0), lane(step.which()), model.size());
        case START -> naiveStartable().ifPresent(this::start);
        case FINISH -> in(State.RUNNING, step).ifPresent(this::finish);
        case PARK -> in(State.RUNNING, step).ifPresent(this::park);
        case BACK_OFF -> in(State.RUNNING, step).ifPresent(it -> backOff(it, step.which()));
        case AWAIT_LABELS -> in(State.PARKED, step).ifPresent(it -> awaitLabels(it, step.which()));
        case AWAIT_SCHEMA ->
            in(State.PARKED, step).filter(it -> !it.isReplacement).ifPresent(this::awaitSchema);
        case REPLACE ->
            in(State.AWAITS_SCHEMA, step).ifPresent(it -> replace(it, step.which() % 3));
        case LEAVE -> leave();
        case TIME_PASSES -> timePasses(step.which());
        case LABELS_CHANGE -> labelsChange();
        default -> throw new AssertionError(step);
      }
    }

    /** Null, which has no order, for one in four. */
    private static Integer lane(int which) {
      return which % (LANES + 1) == LANES ? null : which % (LANES + 1);
    }

    private static byte[] recordKey(Integer lane) {
      return lane == null ? null : new byte[] {lane.byteValue()};
    }

    private void add(ReferenceKey key, Integer lane, int at) {
      inFlight.add(key, recordKey(lane), at);
      model.add(at, new Simple(key, lane, tracked(key), arrivals++, false));
      submitted.add(key);
    }

    private Tracked tracked(ReferenceKey key) {
      return inFlight.all().stream().filter(it -> it.key.equals(key)).findFirst().orElseThrow();
    }

    private Optional<Simple> in(State state, Step step) {
      List<Simple> found = model.stream().filter(it -> it.state == state).toList();
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(found.get(step.which() % found.size()));
    }

    private void start(Simple it) {
      inFlight.run(it.tracked);
      it.state = State.RUNNING;
    }

    private void finish(Simple it) {
      inFlight.finish(it.tracked, OUTCOME);
      it.state = State.DONE;
    }

    private void park(Simple it) {
      inFlight.park(it.tracked);
      it.state = State.PARKED;
    }

    private void backOff(Simple it, int pause) {
      inFlight.backOff(it.tracked, now + pause);
      it.state = State.BACKOFF;
      it.wakeAt = now + pause;
    }

    private void awaitLabels(Simple it, int pause) {
      inFlight.awaitLabels(it.tracked, now + pause);
      it.state = State.AWAITS_LABELS;
      it.wakeAt = now + pause;
    }

    private void awaitSchema(Simple it) {
      inFlight.awaitSchema(it.tracked);
      it.state = State.AWAITS_SCHEMA;
    }

    private void replace(Simple it, int by) {
      List<ReferenceKey> keys = new ArrayList<>();
      for (int i = 0; i < by; i++) {
        keys.add(it.key.withIndex(i));
      }
      int at = model.indexOf(it);
      submitted.remove(it.key);
      model.remove(it);
      inFlight.replace(it.tracked, keys, recordKey(it.lane));
      for (int i = 0; i < by; i++) {
        ReferenceKey key = keys.get(i);
        model.add(at + i, new Simple(key, it.lane, tracked(key), arrivals++, true));
        submitted.add(key);
      }
    }

    private void leave() {
      while (inFlight.nextLeaving().isPresent()) {
        Tracked next = inFlight.nextLeaving().get();
        Simple it = model.stream().filter(one -> one.tracked == next).findFirst().orElseThrow();
        assertThat(it.state).isEqualTo(State.DONE);
        assertThat(earlierOfItsLane(it)).as("%s leaves before", it.key).isEmpty();
        inFlight.remove(next);
        model.remove(it);
        left.add(it.key);
      }
      assertThat(model).noneMatch(it -> it.state == State.DONE && earlierOfItsLane(it).isEmpty());
    }

    private List<Simple> earlierOfItsLane(Simple it) {
      return it.lane == null
          ? List.of()
          : model.subList(0, model.indexOf(it)).stream()
              .filter(other -> Objects.equals(other.lane, it.lane))
              .toList();
    }

    private void timePasses(int by) {
      now += by;
      inFlight.wakeDue(now);
      model.stream()
          .filter(it -> it.state == State.BACKOFF || it.state == State.AWAITS_LABELS)
          .filter(it -> it.wakeAt <= now)
          .forEach(it -> it.state = State.PARKED);
    }

    private void labelsChange() {
      inFlight.wakeAwaitingLabels();
      model.stream()
          .filter(it -> it.state == State.AWAITS_LABELS)
          .forEach(it -> it.state = State.PARKED);
    }

    /**
     * Of each lane in which none runs, its first that is parked; of these the one that came first.
     */
    private Optional<Simple> naiveStartable() {
      return model.stream()
          .filter(it -> it.state == State.PARKED)
          .filter(it -> it.lane == null || ofLane(it.lane, State.RUNNING).isEmpty())
          .filter(it -> it.lane == null || ofLane(it.lane, State.PARKED).get(0) == it)
          .min((one, other) -> Long.compare(one.arrival, other.arrival));
    }

    private List<Simple> ofLane(Integer lane, State state) {
      return model.stream().filter(it -> lane.equals(it.lane) && it.state == state).toList();
    }

    void check() {
      assertThat(inFlight.nextStartable().map(it -> it.key))
          .isEqualTo(naiveStartable().map(it -> it.key));
      long running = model.stream().filter(it -> it.state == State.RUNNING).count();
      assertThat(inFlight.running()).isEqualTo((int) running);
      assertThat(inFlight.parked()).isEqualTo(model.size() - (int) running);
      assertThat(model).allMatch(it -> it.tracked.state == it.state);
    }

    /** In the end everything leaves, once. */
    void drain() {
      labelsChange();
      timePasses(1_000);
      for (Simple it : List.copyOf(model)) {
        if (it.state == State.AWAITS_SCHEMA || it.state == State.RUNNING) {
          park(it);
        }
      }
      while (naiveStartable().isPresent()) {
        Simple it = naiveStartable().get();
        start(it);
        finish(it);
        check();
      }
      leave();
      assertThat(inFlight.all()).isEmpty();
      assertThat(left).containsExactlyInAnyOrderElementsOf(submitted);
    }
  }
}
