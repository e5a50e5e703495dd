package io.clipstreams.topology.labels.content;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides labels into pages such that a small change touches few of them: a label stays in the page
 * where it was, whatever has become of it, and a new one goes to the first page with room. Within a
 * page labels are ordered by name, so that the same labels make the same page.
 */
public final class Paging {

  public static final int MAX_LABELS = 5_000;

  /** Keeps a page well below the brokers' default limit of 1 MiB for a message. */
  public static final int MAX_BYTES = 500_000;

  private final int maxLabels;
  private final int maxBytes;

  public Paging() {
    this(MAX_LABELS, MAX_BYTES);
  }

  Paging(int maxLabels, int maxBytes) {
    this.maxLabels = maxLabels;
    this.maxBytes = maxBytes;
  }

  /**
   * The pages of a version.
   *
   * @param before the pages of the version that it replaces
   * @param labels with unique names
   */
  public List<LabelPage> divide(List<LabelPage> before, Collection<Label> labels) {
    Map<String, Integer> home = new HashMap<>();
    List<Draft> drafts = new ArrayList<>();
    for (LabelPage page : before) {
      page.getLabels().forEach(label -> home.put(label.getName(), drafts.size()));
      drafts.add(new Draft());
    }
    List<Label> homeless = new ArrayList<>();
    List<Label> byName = labels.stream().sorted(Comparator.comparing(Label::getName)).toList();
    for (Label label : byName) {
      Integer page = home.get(label.getName());
      if (page == null || !drafts.get(page).takes(label)) {
        homeless.add(label);
      }
    }
    house(homeless, drafts);
    return drafts.stream().filter(draft -> !draft.labels.isEmpty()).map(Draft::page).toList();
  }

  private void house(List<Label> homeless, List<Draft> drafts) {
    int page = 0;
    for (Label label : homeless) {
      while (page < drafts.size() && !drafts.get(page).takes(label)) {
        page++;
      }
      if (page == drafts.size()) {
        drafts.add(new Draft());
        drafts.get(page).add(label);
      }
    }
  }

  private final class Draft {
    private final List<Label> labels = new ArrayList<>();
    private int bytes;

    boolean takes(Label label) {
      boolean room =
          labels.isEmpty()
              || (labels.size() < maxLabels && bytes + AvroBinary.of(label).length <= maxBytes);
      if (room) {
        add(label);
      }
      return room;
    }

    void add(Label label) {
      labels.add(label);
      bytes += AvroBinary.of(label).length;
    }

    LabelPage page() {
      List<Label> ordered = new ArrayList<>(labels);
      ordered.sort(Comparator.comparing(Label::getName));
      return new LabelPage(ordered);
    }
  }
}
