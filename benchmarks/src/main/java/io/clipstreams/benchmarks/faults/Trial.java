package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Answers;
import io.clipstreams.benchmarks.verifier.LabelTopics;
import io.clipstreams.benchmarks.verifier.Submitted;
import io.clipstreams.benchmarks.verifier.Verdict;
import io.clipstreams.benchmarks.verifier.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * What one line is given, and what comes of it: submits planned inputs, swaps label sets, and asks
 * the verifier. One thread submits, another may swap label sets.
 */
public final class Trial implements AutoCloseable {

  /** Every instance is held to know a new version this long after a consumer saw it. */
  private static final Duration LEARNING_TIME = Duration.ofSeconds(10);

  private static final Duration OPEN_TRANSACTION_LIMIT = Duration.ofSeconds(60);

  private final Judge judge;
  private final Submitter submitter;
  private final LabelTopics labels;
  private final Answers answers;
  private final InputPlan inputs;
  private final String definitionsTopic;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> following;

  /**
   * What is the same for all trials: the objects, and how they are judged.
   *
   * @param versionBefore of the object that was replaced
   */
  public record Judge(Album album, LabelPlan plan, LocalJudge local, String versionBefore) {

    /** Embeds all pictures and words, and uploads the objects; takes some seconds. */
    public static Judge create(FaultServers servers, long seed) {
      Album album = new Album();
      LabelPlan plan = new LabelPlan(seed, album.words());
      LocalJudge local = LocalJudge.of(album.drawings(), plan.pool(), plan::words);
      try (var s3 = servers.s3().client()) {
        return new Judge(album, plan, local, album.upload(s3, servers.bucket()));
      }
    }

    /** Drawings that can be told apart. */
    public List<Picture> pictures() {
      return album.drawings().stream()
          .filter(picture -> local.pictures().contains(picture.name()))
          .toList();
    }

    /** An event that names the version of an object before it was replaced. */
    public Input earlierVersion(String key) {
      return Input.earlierVersion(key, album.beforeOverwritten(), versionBefore);
    }

    private InputPlan inputs(long seed) {
      return new InputPlan(seed, pictures(), album.beforeOverwritten(), versionBefore);
    }
  }

  /** Needs the line's topics. */
  public Trial(FaultServers servers, Line line, Judge judge, long seed) {
    this.judge = judge;
    this.inputs = judge.inputs(seed);
    var topics = line.config().topics();
    var connection = line.config().clientSettings();
    String registry = servers.registry().url();
    this.definitionsTopic = topics.labelSets();
    this.labels = new LabelTopics(connection, registry, topics.labelVectors(), Line.LABEL_SET);
    this.answers =
        new Answers(connection, registry, topics.classifications(), topics.deadLetters());
    this.submitter = new Submitter(line.config(), servers.bucket(), judge.plan(), labels);
    this.following = thread.submit(labels);
  }

  /** Submits so many planned inputs. */
  public void submit(int count) {
    for (int i = 0; i < count; i++) {
      submitter.submit(inputs.next());
    }
  }

  /** Submits one input. */
  public void submit(Input input) {
    submitter.submit(input);
  }

  /** Writes the next generation of the label set, and answers with its version. */
  public long swapLabels() throws InterruptedException {
    return submitter.swapLabels();
  }

  /** Whether the version was seen committed. */
  public boolean isCurrent(long version) {
    requireFollowing();
    return labels.isCurrent(version);
  }

  private void requireFollowing() {
    if (following.isDone()) {
      try {
        following.get();
        throw new IllegalStateException("the label sets are not followed any more");
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "the label sets cannot be followed: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Waits until all that was submitted has an answer.
   *
   * @param patience how long nothing new may come before this gives up
   * @return how many have none
   */
  public int drain(Duration patience) {
    return answers.awaitAll(
        submitter.submitted().stream().map(Submitted::source).collect(Collectors.toSet()),
        patience);
  }

  /**
   * Reads all output afresh and counts.
   *
   * @param settle waited for before, since a second answer could still come
   */
  public Verdict verify(Duration settle) throws InterruptedException {
    Thread.sleep(settle.toMillis());
    requireFollowing();
    return new Verifier(labels.history(definitionsTopic, LEARNING_TIME), judge.local())
        .verify(submitter.submitted(), answers.readAll(OPEN_TRANSACTION_LIMIT));
  }

  @Override
  public void close() {
    labels.end();
    thread.shutdown();
    submitter.close();
  }
}
