package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Label sets are edited, deleted and defined again at random moments, the task is killed amid its
 * work, and whoever reads the topic sees whole versions that only grow: at once, later, and after
 * compaction has dropped records.
 */
class WholeVersionsTest {

  private static final String SET = "pets";
  private static final int STEPS = 40;

  private final List<String> labels = List.of("ant", "bee", "cat", "dog", "eel", "fox");

  @Property(tries = 150)
  void aReaderSeesWholeVersionsThatOnlyGrow(@ForAll long seed) {
    Random random = new Random(seed);
    FakeTextEncoder encoder = new FakeTextEncoder("model-a");
    TaskRig rig = new TaskRig(encoder);
    List<TaskRig.Written> log = new ArrayList<>();
    LabelCatalog live = catalog();
    long seen = -1;
    long defined = -1;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> defined = rig.define(SET, named(someOf(labels, random)));
        case 3 -> defined = rig.define(SET, null);
        case 4 -> {
          encoder = new FakeTextEncoder("model-a");
          rig.restart(encoder);
        }
        case 5 -> encoder.hold();
        default -> encoder.release();
      }
      for (int turns = random.nextInt(4); turns > 0; turns--) {
        rig.turn();
      }
      for (TaskRig.Written record : rig.takeRecords()) {
        log.add(record);
        live.put(record.key(), record.value());
        long now = version(live);
        assertThat(now).isGreaterThanOrEqualTo(seen);
        seen = now;
      }
      assertThat(version(readCompacted(log, random))).isEqualTo(seen);
    }

    encoder.release();
    rig.settle();
    log.addAll(rig.takeRecords());

    assertThat(version(readCompacted(log, random))).isEqualTo(defined);
    assertThat(version(readShuffled(log, random))).isEqualTo(defined);
  }

  /** Some of what a later record of the same key replaces is gone; the order stays. */
  private static LabelCatalog readCompacted(List<TaskRig.Written> log, Random random) {
    LabelCatalog reader = catalog();
    Set<String> later = new HashSet<>();
    List<TaskRig.Written> left = new ArrayList<>();
    for (int i = log.size() - 1; i >= 0; i--) {
      // Always the last one of a key, deletions too: what they delete must not come back.
      if (later.add(log.get(i).key()) || random.nextBoolean()) {
        left.add(log.get(i));
      }
    }
    Collections.reverse(left);
    left.forEach(record -> reader.put(record.key(), record.value()));
    return reader;
  }

  /** Only the last record of each key is left, in any order. */
  private static LabelCatalog readShuffled(List<TaskRig.Written> log, Random random) {
    Map<String, LabelRecord> last = new LinkedHashMap<>();
    log.forEach(record -> last.put(record.key(), record.value()));
    last.values().removeIf(value -> value == null);
    List<Map.Entry<String, LabelRecord>> records = new ArrayList<>(last.entrySet());
    Collections.shuffle(records, random);
    LabelCatalog reader = catalog();
    records.forEach(record -> reader.put(record.getKey(), record.getValue()));
    return reader;
  }

  private static String[] someOf(List<String> labels, Random random) {
    List<String> some = new ArrayList<>(labels);
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(labels.size())).toArray(String[]::new);
  }

  private static LabelCatalog catalog() {
    return new LabelCatalog("model-a", 100, FakeTextEncoder.DIMENSION);
  }

  /** −1 when nothing is known. */
  private static long version(LabelCatalog catalog) {
    Lookup lookup = catalog.lookup(SET);
    if (lookup instanceof Lookup.Current current) {
      return current.labelSet().version();
    }
    return lookup instanceof Lookup.Deleted deleted ? deleted.version() : -1;
  }
}
