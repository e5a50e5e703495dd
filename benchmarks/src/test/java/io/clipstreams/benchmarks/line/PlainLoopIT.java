package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clipstreams.benchmarks.line.Answers.Answer;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the line is compared with gives the same answers; otherwise a ratio would say nothing. */
class PlainLoopIT {

  private static final int IMAGES = 6;

  @TempDir Path folder;

  @Test
  void thePlainLoopAnswersAsTheApplicationDoes() throws Exception {
    try (LineServers servers = LineServers.start(folder.resolve("servers"))) {
      Pictures pictures = Pictures.draw(folder.resolve("pictures"), IMAGES);
      Bench bench =
          new Bench(
              servers,
              pictures,
              new Checkpoints(folder.resolve("checkpoints")),
              PrecisionChoice.FLOAT32,
              new Sizes(1),
              folder,
              step -> {});
      Path checkpoint = bench.checkpoints().tiny();
      Map<String, Classification> ours = new TreeMap<>();
      try (LineRun line =
          LineRun.start(bench, "app", checkpoint, bench.settings("app", false), false)) {
        pictures.upload(line.config().s3());
        line.go();
        line.feed().emit(IMAGES);
        line.drain();
        collect(line.answers(), ours);
        line.app().stopApplication();
      }
      Map<String, Classification> plain = plainLoop(bench, checkpoint);

      assertThat(plain.keySet()).hasSize(IMAGES).isEqualTo(ours.keySet());
      plain.forEach((image, answer) -> assertSame(answer, ours.get(image)));
    }
  }

  private Map<String, Classification> plainLoop(Bench bench, Path checkpoint) throws Exception {
    Map<String, String> settings = bench.settings("loop", true);
    ChildSetup setup = bench.setup("loop", checkpoint, settings, false);
    var config = setup.config();
    try (Admin admin = Admin.create(config.clientSettings())) {
      Topics.create(admin, config.topics());
    }
    var serdes = new AvroSerdes(config.serdeSettings());
    Map<String, Classification> answers = new TreeMap<>();
    try (ClipModel model = setup.loadModel();
        Feed feed = new Feed(config, serdes, bench.pictures());
        Answers read = new Answers(config, serdes, () -> true)) {
      PlainLoop loop = new PlainLoop(config, model);
      CompletableFuture<Void> running = CompletableFuture.runAsync(loop::run);
      feed.emit(IMAGES);
      read.await(IMAGES);
      loop.stop();
      running.join();
      collect(read, answers);
    }
    return answers;
  }

  private static void collect(Answers read, Map<String, Classification> into) {
    for (Answer answer : read.all()) {
      into.put(answer.classification().getImageId(), answer.classification());
    }
  }

  private static void assertSame(Classification plain, Classification ours) {
    assertThat(plain.getUri()).isEqualTo(ours.getUri());
    assertThat(plain.getModel()).isEqualTo(ours.getModel());
    assertThat(plain.getEtag()).isEqualTo(ours.getEtag());
    Map<String, Float> expected = similarities(ours);
    assertThat(expected).hasSize(5);
    similarities(plain)
        .forEach(
            (label, similarity) ->
                assertThat(similarity).isCloseTo(expected.get(label), within(1e-5f)));
  }

  private static Map<String, Float> similarities(Classification answer) {
    Map<String, Float> similarities = new TreeMap<>();
    for (ScoredLabel label : answer.getResults().get(0).getLabels()) {
      similarities.put(label.getName(), label.getSimilarity());
    }
    return similarities;
  }
}
