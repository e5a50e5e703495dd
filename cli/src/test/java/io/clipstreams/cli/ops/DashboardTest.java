package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That its metrics exist is seen where the application runs: LineIT. */
class DashboardTest {

  private final Dashboard dashboard;

  DashboardTest() throws IOException {
    dashboard = Dashboard.read();
  }

  @Test
  void everyPanelButTheRowsAsksForSomething() {
    List<String> silent = new ArrayList<>();
    for (JsonNode panel : dashboard.panels()) {
      boolean row = panel.get("type").asText().equals("row");
      if (!row && panel.path("targets").findValues("expr").isEmpty()) {
        silent.add(panel.get("title").asText());
      }
    }
    assertThat(silent).isEmpty();
    assertThat(dashboard.panels()).hasSizeGreaterThan(20);
  }

  @Test
  void everyExpressionAsksForAMetricOfTheInstancesThatAreChosen() {
    assertThat(dashboard.expressions())
        .allSatisfy(
            expression -> {
              assertThat(Dashboard.namesOf(expression)).as(expression).isNotEmpty();
              assertThat(expression).contains("instance=~\"$instance\"");
            });
  }

  @Test
  void noTwoPanelsHaveTheSameId() {
    assertThat(dashboard.panels())
        .extracting(panel -> panel.get("id").asInt())
        .doesNotHaveDuplicates();
  }
}
