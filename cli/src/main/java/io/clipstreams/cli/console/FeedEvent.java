package io.clipstreams.cli.console;

/**
 * What the page is told.
 *
 * @param id grows with each
 * @param type {@code image}, {@code letter} or {@code rates}
 * @param json in one line
 */
record FeedEvent(long id, String type, String json) {

  /** As server-sent events are written. */
  String wire() {
    return "id: %d\nevent: %s\ndata: %s\n\n".formatted(id, type, json);
  }
}
