package io.clipstreams.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.CommandRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelsPreviewCommandTest {

  private static CommandRun preview(String... more) {
    String[] args = {
      "labels",
      "preview",
      "things",
      "--set",
      "bootstrap.servers=127.0.0.1:1",
      "--set",
      "schema.registry.url=http://127.0.0.1:1"
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void whereNoEmbeddingsAreKeptThereIsNothingToJudge() {
    CommandRun run = preview("--labels", "cat,dog");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("embeddings.enabled=true").doesNotContain("\tat ");
  }

  @Test
  void aSampleHasABound() {
    CommandRun run = preview("--labels", "cat,dog", "--sample", "100001");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--sample must be from 1 to 100000");
  }
}
