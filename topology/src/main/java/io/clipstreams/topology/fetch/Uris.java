package io.clipstreams.topology.fetch;

import java.net.URI;

/** Addresses as messages show them. */
final class Uris {

  private Uris() {}

  /** Without user and query: either can be a password, as in signed addresses. */
  static String shown(URI uri) {
    if (uri.isOpaque()) {
      return uri.getScheme() + ":…";
    }
    String host = uri.getHost() == null ? "…" : uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getScheme() + "://" + host + port + path + (uri.getRawQuery() == null ? "" : "?…");
  }
}
