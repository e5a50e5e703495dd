package io.clipstreams.topology.labels.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.LabelSetFixtures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PagingTest {

  private static final int MAX_LABELS = 3;
  private static final int MAX_BYTES = 40;

  private final Paging paging = new Paging(MAX_LABELS, MAX_BYTES);

  @Test
  void labelsAreInTheOrderOfTheirNames() {
    assertThat(names(divide(List.of(), "d", "b", "a", "c")))
        .containsExactly(List.of("a", "b", "c"), List.of("d"));
  }

  @Test
  void aLabelStaysInItsPageAndANewOneGoesToAPageWithRoom() {
    List<LabelPage> before = divide(List.of(), "a", "c", "d", "e", "f");

    assertThat(names(divide(before, "a", "b", "c", "d", "e", "f")))
        .containsExactly(List.of("a", "c", "d"), List.of("b", "e", "f"));
  }

  @Test
  void aRemovedLabelLeavesRoomAndAnEmptyPageGoes() {
    List<LabelPage> before = divide(List.of(), "a", "b", "c", "d");

    assertThat(names(divide(before, "a", "c", "e"))).containsExactly(List.of("a", "c", "e"));
  }

  @Test
  void aLabelThatHasGrownTooLargeForItsPageMoves() {
    List<LabelPage> before = divide(List.of(), "a", "b");
    List<Label> labels =
        List.of(label("a"), LabelSetFixtures.label("b").setTopic("x".repeat(MAX_BYTES)).build());

    assertThat(names(paging.divide(before, labels))).containsExactly(List.of("a"), List.of("b"));
  }

  @Property(tries = 200)
  void everyLabelIsInExactlyOnePageAndNoPageIsTooLong(
      @ForAll("names") Set<String> first, @ForAll("names") Set<String> second) {
    List<LabelPage> pages = divide(divide(List.of(), array(first)), array(second));

    assertThat(pages.stream().flatMap(page -> page.getLabels().stream()).map(Label::getName))
        .containsExactlyInAnyOrderElementsOf(second);
    assertThat(pages).allMatch(page -> page.getLabels().size() <= MAX_LABELS);
  }

  @Property(tries = 200)
  void theSameLabelsMakeTheSamePages(@ForAll("names") Set<String> names) {
    List<LabelPage> pages = divide(List.of(), array(names));

    assertThat(divide(pages, array(names))).isEqualTo(pages);
  }

  @Property(tries = 200)
  void oneMoreLabelTouchesOnePage(
      @ForAll("names") Set<String> names, @ForAll("name") String another) {
    List<LabelPage> before = divide(List.of(), array(names));
    List<String> more = new ArrayList<>(names);
    if (!names.contains(another)) {
      more.add(another);
    }
    List<LabelPage> touched = new ArrayList<>(divide(before, array(more)));
    touched.removeAll(before);

    assertThat(touched).hasSizeLessThanOrEqualTo(1);
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return name().set().ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> name() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(2);
  }

  private List<LabelPage> divide(List<LabelPage> before, String... names) {
    return paging.divide(before, List.of(names).stream().map(PagingTest::label).toList());
  }

  private static Label label(String name) {
    return LabelSetFixtures.label(name).build();
  }

  private static String[] array(Collection<String> names) {
    return names.toArray(String[]::new);
  }

  private static List<List<String>> names(List<LabelPage> pages) {
    return pages.stream()
        .map(page -> page.getLabels().stream().map(Label::getName).toList())
        .toList();
  }
}
