package io.clipstreams.topology.labels.catalog;

import static io.clipstreams.topology.labels.catalog.CatalogRecords.DIMENSION;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.MODEL;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.SET;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.deletion;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.topology.labels.ClosingHead;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.content.TextModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelCatalogTest {

  private final LabelCatalog catalog = new LabelCatalog(MODEL.fingerprint(), 100, DIMENSION);

  @Test
  void aSetThatNothingWasHeardOfIsUnknown() {
    assertThat(catalog.lookup(SET)).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void aCompleteVersionIsCurrent() {
    put(version(3, "cat dog"));

    assertThat(currentVersion()).isEqualTo(3);
    assertThat(labels()).containsExactlyInAnyOrder("cat", "dog");
  }

  @Test
  void whatIsCurrentIsToldUntilItIsDeleted() {
    put(version(3, "cat dog"));
    assertThat(catalog.published())
        .singleElement()
        .satisfies(
            current -> {
              assertThat(current.labelSet()).isEqualTo(SET);
              assertThat(current.version()).isEqualTo(3);
              assertThat(current.labels()).isEqualTo(2);
            });

    put(deletion(4));
    assertThat(catalog.published()).isEmpty();
  }

  @Test
  void aVersionIsNotCurrentWhileAVectorIsMissing() {
    put(version(3, "cat dog"));
    Map<String, LabelRecord> next = version(4, "cat eel");
    String missing =
        next.keySet().stream().filter(key -> key.startsWith("vector/")).toList().get(1);
    LabelRecord vector = next.remove(missing);

    put(next);
    assertThat(currentVersion()).isEqualTo(3);

    catalog.put(missing, vector);
    assertThat(currentVersion()).isEqualTo(4);
  }

  @Test
  void anOlderVersionThatIsCompletedLateDoesNotComeBack() {
    Map<String, LabelRecord> old = version(3, "cat");
    put(version(5, "dog"));

    put(old);

    assertThat(currentVersion()).isEqualTo(5);
  }

  @Test
  void aDeletionIsAVersionToo() {
    put(version(3, "cat"));

    put(deletion(6));

    assertThat(catalog.lookup(SET)).isEqualTo(new Lookup.Deleted(6));
  }

  @Test
  void aSetIsCurrentAgainWhenItIsDefinedAfterItsDeletion() {
    put(deletion(6));

    put(version(7, "cat"));

    assertThat(currentVersion()).isEqualTo(7);
  }

  @Test
  void manifestsOfAnotherModelAreIgnored() {
    put(version(new TextModel("model-b", "float32"), 9, "cat"));

    assertThat(catalog.lookup(SET)).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void theCurrentVersionOutlivesTheDeletionOfItsRecords() {
    Map<String, LabelRecord> records = version(3, "cat");
    put(records);

    records.keySet().forEach(key -> catalog.put(key, null));

    assertThat(currentVersion()).isEqualTo(3);
    assertThat(labels()).containsExactly("cat");
  }

  @Test
  void aVectorThatIsDeletedBeforeTheVersionIsCompleteIsMissedAgain() {
    Map<String, LabelRecord> records = version(3, "cat");
    String vector = records.keySet().iterator().next();
    catalog.put(vector, records.get(vector));
    catalog.put(vector, null);
    LabelRecord again = records.remove(vector);

    put(records);
    assertThat(catalog.lookup(SET)).isInstanceOf(Lookup.Unknown.class);

    catalog.put(vector, again);
    assertThat(currentVersion()).isEqualTo(3);
  }

  @Test
  void aVectorThatAWaitingVersionHadFoundIsMissedWhenItIsDeleted() {
    Map<String, LabelRecord> records = version(3, "cat dog");
    List<String> vectors =
        records.keySet().stream().filter(key -> key.startsWith("vector/")).toList();
    LabelRecord late = records.remove(vectors.get(1));
    put(records);

    catalog.put(vectors.get(0), null);
    catalog.put(vectors.get(1), late);
    assertThat(catalog.lookup(SET)).isInstanceOf(Lookup.Unknown.class);

    catalog.put(vectors.get(0), records.get(vectors.get(0)));
    assertThat(currentVersion()).isEqualTo(3);
  }

  @Test
  void aVersionIsRetiredWhenALaterOneIsCurrent() {
    List<String> closed = new ArrayList<>();
    LabelCatalog counting =
        new LabelCatalog(
            MODEL.fingerprint(),
            100,
            DIMENSION,
            spec -> new ClosingHead(spec, () -> closed.add(spec.labels().size() + " labels")));
    version(3, "cat dog").forEach(counting::put);
    assertThat(closed).isEmpty();

    version(4, "cat").forEach(counting::put);
    assertThat(closed).containsExactly("2 labels");

    deletion(5).forEach(counting::put);
    assertThat(closed).containsExactly("2 labels", "1 labels");
  }

  /** Compaction and restores may show the records of several versions in any order. */
  @Property(tries = 200)
  void theHighestVersionIsCurrentInWhateverOrderItsRecordsCome(@ForAll long seed) {
    LabelCatalog shuffled = new LabelCatalog(MODEL.fingerprint(), 100, DIMENSION);
    List<Map.Entry<String, LabelRecord>> records = new ArrayList<>();
    records.addAll(version(1, "cat dog").entrySet());
    records.addAll(version(2, "cat dog", "eel").entrySet());
    records.addAll(version(5, "cat fox", "eel").entrySet());
    Collections.shuffle(records, new Random(seed));

    long before = 0;
    for (Map.Entry<String, LabelRecord> record : records) {
      shuffled.put(record.getKey(), record.getValue());
      long now = shuffled.lookup(SET) instanceof Lookup.Current current ? versionOf(current) : 0;
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }

    assertThat(before).isEqualTo(5);
  }

  private void put(Map<String, LabelRecord> records) {
    records.forEach(catalog::put);
  }

  private long currentVersion() {
    return versionOf((Lookup.Current) catalog.lookup(SET));
  }

  private static long versionOf(Lookup.Current current) {
    return current.labelSet().version();
  }

  private List<String> labels() {
    return ((Lookup.Current) catalog.lookup(SET))
        .labelSet().score(new float[][] {{1, 0}}).get(0).getLabels().stream()
            .map(ScoredLabel::getName)
            .toList();
  }
}
