package io.clipstreams.cli.demo;

import io.clipstreams.cli.events.DeadLetter;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what comes out, as any consumer may, on a thread of its own: prints it and counts it.
 * {@link #close} may be called from any thread.
 */
final class DemoReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final TopicReader topics;
  private final String deadLetterTopic;
  private final Deserializer<Classification> deserializer;
  private final DemoTruth truth;
  private final DemoTally tally;
  private final DemoOutput output;
  private final Thread thread = new Thread(this::run, "demo-reader");
  private volatile boolean closing;

  DemoReader(
      TopicReader topics,
      String deadLetterTopic,
      Deserializer<Classification> deserializer,
      DemoTruth truth,
      DemoTally tally,
      DemoOutput output) {
    this.topics = topics;
    this.deadLetterTopic = deadLetterTopic;
    this.deserializer = deserializer;
    this.truth = truth;
    this.tally = tally;
    this.output = output;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (topics) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> message : topics.poll(POLL)) {
          read(message, System.currentTimeMillis());
        }
      }
    } catch (WakeupException e) {
      // close() was called
    } catch (RuntimeException e) {
      tally.fail(e);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> message, long seenAt) {
    if (message.topic().equals(deadLetterTopic)) {
      DeadLetter letter = DeadLetter.of(message);
      output.refusal(letter);
      tally.refused(letter.source());
      return;
    }
    Classification full = deserializer.deserialize(message.topic(), message.value());
    for (LabelSetResult result : full.getResults()) {
      DemoAnswer answer = truth.answer(full.getImageId(), result);
      output.answer(answer, full, result, seenAt);
      if (result.getLabelSet().equals(DemoLabelSets.NAME)) {
        tally.answered(Reference.of(full.getSource()), answer);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    topics.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
