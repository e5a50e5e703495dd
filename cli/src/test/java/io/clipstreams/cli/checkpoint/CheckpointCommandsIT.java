package io.clipstreams.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.cli.CommandRun;
import io.clipstreams.cli.local.Parity;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CheckpointCommandsIT {

  @Test
  void verifyPrintsWhatTheCheckpointIs() throws IOException {
    CommandRun run =
        CommandRun.of(
            "checkpoint",
            "verify",
            Parity.checkpoint("quickgelu-openai").toString(),
            "--precision",
            "float32",
            "--output",
            "json");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/image/size").asInt()).isEqualTo(32);
    assertThat(json.at("/image/activation").asText()).isEqualTo("quick_gelu");
    assertThat(json.at("/text/context").asInt()).isEqualTo(77);
    assertThat(json.get("embedding").asInt()).isEqualTo(40);
    assertThat(json.get("storage").asText()).isEqualTo("F32");
    assertThat(json.get("precision").asText()).isEqualTo("float32");
    assertThat(json.get("imagesPerSecond").asDouble()).isPositive();
  }

  @Test
  void verifyNamesWhatIsNotThere() {
    CommandRun run = CommandRun.of("checkpoint", "verify", "owner/never-pulled");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("checkpoint pull owner/never-pulled");
  }

  @Test
  void pullSaysThatTheHubDoesNotAnswer() {
    CommandRun run =
        CommandRun.of("checkpoint", "pull", "owner/name", "--endpoint", "http://127.0.0.1:9");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("owner/name@main", "http://127.0.0.1:9");
  }

  @Test
  void pullRefusesANameOfAnotherForm() {
    CommandRun run = CommandRun.of("checkpoint", "pull", "../secrets");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("write owner/name");
  }
}
