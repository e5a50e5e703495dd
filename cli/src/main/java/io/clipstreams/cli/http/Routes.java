package io.clipstreams.cli.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which path is answered by what. A path that ends with a slash and a star stands for all that lie
 * below it; the longest that fits counts.
 */
public final class Routes {

  private static final String BELOW = "/*";

  private final TreeMap<String, Route> routes = new TreeMap<>();

  /** Answers requests; may be called by many threads. */
  @FunctionalInterface
  public interface Endpoint {
    Answer answer(Request request) throws Exception;
  }

  record Route(List<String> methods, Endpoint endpoint) {}

  /** Answers GET and HEAD. */
  public Routes get(String path, Endpoint endpoint) {
    return add(path, List.of("GET", "HEAD"), endpoint);
  }

  /** Answers POST. */
  public Routes post(String path, Endpoint endpoint) {
    return add(path, List.of("POST"), endpoint);
  }

  private Routes add(String path, List<String> methods, Endpoint endpoint) {
    if (routes.putIfAbsent(path, new Route(methods, endpoint)) != null) {
      throw new IllegalArgumentException(path + " is answered already");
    }
    return this;
  }

  Optional<Route> find(String path) {
    Route exact = routes.get(path);
    if (exact != null) {
      return Optional.of(exact);
    }
    return routes.descendingMap().entrySet().stream()
        .filter(route -> route.getKey().endsWith(BELOW))
        .filter(route -> isBelow(path, route.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isBelow(String path, String pattern) {
    return path.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  Set<String> paths() {
    return routes.keySet();
  }
}
