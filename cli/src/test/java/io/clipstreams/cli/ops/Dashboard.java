package io.clipstreams.cli.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Grafana dashboard as it is checked in. */
public final class Dashboard {

  private static final Path FILE = Path.of("../deploy/grafana/dashboards/clip-streams.json");

  /** Names of metrics, of ours, of Kafka's and of the JVM's; PromQL's own words have no such. */
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:clip|kafka|jvm|process|logback|system)_[a-zA-Z0-9_]+");

  private final JsonNode dashboard;

  private Dashboard(JsonNode dashboard) {
    this.dashboard = dashboard;
  }

  public static Dashboard read() throws IOException {
    return new Dashboard(new ObjectMapper().readTree(FILE.toFile()));
  }

  /** All panels. */
  JsonNode panels() {
    return dashboard.get("panels");
  }

  /** Every expression of every panel. */
  List<String> expressions() {
    return dashboard.findValuesAsText("expr");
  }

  /** All metrics that it asks for. */
  public Set<String> metrics() {
    return expressions().stream().flatMap(Dashboard::namesOf).collect(Collectors.toSet());
  }

  static Stream<String> namesOf(String expression) {
    Matcher matcher = METRIC.matcher(expression);
    Set<String> names = new TreeSet<>();
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names.stream();
  }

  /** All metrics of a scrape. */
  public static Set<String> namesIn(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }
}
