package io.clipstreams.topology.labels.task;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one definition; told all at once, so that it can be mended at once. */
final class Problems {

  private static final int MAX_TOLD = 10;
  private static final int MAX_CHARS = 100;

  private final List<String> messages = new ArrayList<>();
  private String reason;
  private int untold;

  void add(String reason, String message, Object... details) {
    if (this.reason == null) {
      this.reason = reason;
    }
    if (messages.size() < MAX_TOLD) {
      messages.add(details.length == 0 ? message : message.formatted(shortened(details)));
    } else {
      untold++;
    }
  }

  private static Object[] shortened(Object[] details) {
    Object[] all = details.clone();
    for (int i = 0; i < all.length; i++) {
      if (all[i] instanceof String text) {
        all[i] = shortened(text);
      }
    }
    return all;
  }

  /** Fit for one line of a log: what people sent may hold anything. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }

  /**
   * @throws RefusedDefinitionException with the first problem's reason
   */
  void refuseIfAny() {
    if (reason != null) {
      String more = untold == 0 ? "" : "; and %d more".formatted(untold);
      throw new RefusedDefinitionException(reason, String.join("; ", messages) + more);
    }
  }
}
