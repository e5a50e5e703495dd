package io.clipstreams.topology.fetch;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that may be asked: {@code host} or {@code *.domain}, either with {@code :port}; without
 * one it is 443.
 */
final class AllowedHosts {

  private static final int HTTPS_PORT = 443;

  private final List<Entry> entries;

  private record Entry(String host, boolean below, int port) {

    static Entry of(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int colon = lower.indexOf(':');
      String host = colon < 0 ? lower : lower.substring(0, colon);
      int port = colon < 0 ? HTTPS_PORT : Integer.parseInt(lower.substring(colon + 1));
      // What remains of *.domain is .domain, with which a host has to end.
      return host.startsWith("*.")
          ? new Entry(host.substring(1), true, port)
          : new Entry(host, false, port);
    }

    boolean matches(String asked, int askedPort) {
      return port == askedPort && (below ? asked.endsWith(host) : asked.equals(host));
    }
  }

  AllowedHosts(List<String> hosts) {
    this.entries = hosts.stream().map(Entry::of).toList();
  }

  /**
   * @throws FetchException for anything but an https address of a listed host
   */
  void require(URI uri) {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw refused("scheme-not-allowed", "%s is not https".formatted(Uris.shown(uri)));
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw refused(
          "malformed-uri",
          "%s must name a host, and no user or password".formatted(Uris.shown(uri)));
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    if (entries.stream().noneMatch(entry -> entry.matches(host, port))) {
      throw refused(
          "host-not-allowed", "%s:%d is not among the hosts of https.hosts".formatted(host, port));
    }
  }

  private static FetchException refused(String reason, String message) {
    return FetchException.permanent(reason, message, null);
  }
}
