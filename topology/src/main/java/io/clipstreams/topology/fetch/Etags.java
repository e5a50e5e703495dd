package io.clipstreams.topology.fetch;

/** ETags stand in quotes in HTTP, and mostly without them in events. */
final class Etags {

  private Etags() {}

  static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  static String unquoted(String etag) {
    return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }
}
