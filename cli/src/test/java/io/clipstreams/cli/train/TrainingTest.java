package io.clipstreams.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.SampleDrawings;
import io.clipstreams.cli.embeddings.CacheOptions;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainingTest {

  @TempDir private Path folder;

  @Test
  void aProbeIsTrainedOnWhatCanBeEmbeddedAndTheRestIsTold() throws Exception {
    SampleDrawings.copy(
        folder, "cat-1.webp", "cat-3.jpg", "cat-4.jpg", "fish-1.jpg", "fish-2.webp", "fish-3.jpg");
    Files.writeString(folder.resolve("cat/broken.png"), "no picture");
    StringWriter err = new StringWriter();
    ClipStreamsConfig config =
        new ClipStreamsConfig(
            Map.of(
                "bootstrap.servers", "localhost:1",
                "schema.registry.url", "http://localhost:1",
                "labels.default.set", "pets"));

    TrainingReport report =
        new Training(
                config,
                CommandLine.populateCommand(new CacheOptions(), "--no-cache"),
                new PrintWriter(err, true))
            .train(LabelledImages.from(folder).images());

    assertThat(report.labels()).containsExactly("cat", "fish");
    assertThat(report.images()).isEqualTo(6);
    assertThat(report.skipped()).isEqualTo(1);
    assertThat(err.toString()).contains("broken.png: ");
    assertThat(report.heldOutAccuracy()).isEqualTo(1);
  }
}
