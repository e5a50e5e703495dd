package io.clipstreams.benchmarks.line;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.PreparedImage;
import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.Times;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.S3ImageFetcher;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.scoring.Candidate;
import io.clipstreams.topology.labels.scoring.HeapLabelMatrix;
import io.clipstreams.topology.labels.scoring.ScoredLabelSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The peer: what one would write first. A consumer takes one reference after another, fetches the
 * object, decodes, predicts and produces the same record as the application, at least once. The
 * producer sends by itself; everything else waits. One thread runs it; any may stop it.
 */
final class PlainLoop {

  private final ClipStreamsConfig config;
  private final ClipModel model;
  private final CurrentLabelSet labels;
  private final AvroSerdes serdes;
  private final AtomicReference<Exception> sendFailure = new AtomicReference<>();
  private volatile boolean stopped;

  PlainLoop(ClipStreamsConfig config, ClipModel model) {
    this.config = config;
    this.model = model;
    this.serdes = new AvroSerdes(config.serdeSettings());
    List<Candidate> candidates =
        BenchLabels.LABELS.stream()
            .map(name -> new Candidate(name, null, null, model.logitScale(), 0, false, null, false))
            .toList();
    List<float[]> vectors = Arrays.asList(model.encodeTexts(BenchLabels.prompts()));
    this.labels =
        new ScoredLabelSet(
            BenchLabels.NAME,
            0,
            BenchLabels.definition().getScoring(),
            null,
            candidates,
            new HeapLabelMatrix(model.dimension(), vectors));
  }

  /** Works until it is stopped. */
  void run() {
    Deserializer<ImageReference> references =
        serdes.valueSerde(ImageReference.class).deserializer();
    try (var consumer =
            new KafkaConsumer<>(consumerSettings(), new StringDeserializer(), references);
        var producer =
            new KafkaProducer<>(
                producerSettings(),
                new StringSerializer(),
                serdes.valueSerde(Classification.class).serializer());
        ImageFetcher fetcher =
            new S3ImageFetcher(
                config.s3(),
                new ByteBudget(config.inFlight().maxBytes()),
                config.images().maxBytes())) {
      consumer.subscribe(List.of(config.topics().images()));
      while (!stopped) {
        for (ConsumerRecord<String, ImageReference> event : consumer.poll(Duration.ofMillis(100))) {
          Classification answer = classify(event, fetcher);
          producer.send(
              new ProducerRecord<>(config.topics().classifications(), event.key(), answer),
              (metadata, error) -> sendFailure.compareAndSet(null, error));
        }
        if (sendFailure.get() != null) {
          throw new KafkaException("an answer could not be written", sendFailure.get());
        }
      }
    }
  }

  private Classification classify(
      ConsumerRecord<String, ImageReference> event, ImageFetcher fetcher) {
    Instant received = Instant.now();
    ImageReference image = event.value();
    try (FetchedImage fetched = fetcher.fetch(image).join()) {
      Instant fetchedAt = Instant.now();
      PreparedImage prepared = model.preprocessor().prepare(fetched.bytes());
      Instant decoded = Instant.now();
      float[][] embeds = model.encodeImages(List.of(prepared.pixels()));
      return Classification.newBuilder()
          .setImageId(event.key())
          .setUri(image.getUri())
          .setVersionId(fetched.versionId().orElse(null))
          .setEtag(fetched.etag().orElse(null))
          .setSource(new SourceCoordinates(event.topic(), event.partition(), event.offset(), 0))
          .setCause(Cause.LIVE)
          .setResults(labels.score(embeds))
          .setModel(model.fingerprint())
          .setPrecision(model.precision().toString())
          .setWidth(prepared.width())
          .setHeight(prepared.height())
          .setBatchSize(1)
          .setTimes(
              Times.newBuilder()
                  .setEvent(Instant.ofEpochMilli(event.timestamp()))
                  .setReceived(received)
                  .setFetched(fetchedAt)
                  .setDecoded(decoded)
                  .setScored(Instant.now())
                  .build())
          .build();
    } catch (ImageRefusedException e) {
      throw new IllegalStateException(image.getUri() + " is refused", e);
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.kafka().applicationId());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return settings;
  }

  void stop() {
    stopped = true;
  }
}
