package io.clipstreams.cli.events;

import io.clipstreams.schemas.ImageReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Uploads pictures and emits a reference for each, as a producer of the system does: first the
 * bytes, then the event, which names the version and ETag that were stored. Safe for use by many
 * threads; the clients belong to whoever made them.
 */
public final class ImageSubmitter {

  private final S3AsyncClient s3;
  private final Producer<String, ImageReference> producer;
  private final String topic;
  private final String bucket;
  private final List<String> labelSets;

  /**
   * Prepares to submit.
   *
   * @param topic takes the references
   * @param labelSets names of the sets to judge by; none: the default
   */
  public ImageSubmitter(
      S3AsyncClient s3,
      Producer<String, ImageReference> producer,
      String topic,
      String bucket,
      List<String> labelSets) {
    this.s3 = s3;
    this.producer = producer;
    this.topic = topic;
    this.bucket = bucket;
    this.labelSets = List.copyOf(labelSets);
  }

  /** Uploads the picture, then {@link #emit emits} it. */
  public CompletableFuture<Reference> submit(String key, AsyncRequestBody bytes) {
    return upload(key, bytes).thenCompose(this::emit);
  }

  /** Stores the picture; what this answers with can be emitted, more than once. */
  public CompletableFuture<ImageReference> upload(String key, AsyncRequestBody bytes) {
    return s3.putObject(request -> request.bucket(bucket).key(key), bytes)
        .thenApply(stored -> reference(key, stored));
  }

  private ImageReference reference(String key, PutObjectResponse stored) {
    return ImageReference.newBuilder()
        .setUri("s3://" + bucket + "/" + key)
        .setVersionId(stored.versionId())
        .setEtag(stored.eTag())
        .setLabelSets(labelSets)
        .build();
  }

  /** Emits an event, with the object's key as the image's id. */
  public CompletableFuture<Reference> emit(ImageReference image) {
    CompletableFuture<Reference> sent = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(topic, imageId(image), image),
        (metadata, error) -> {
          if (error == null) {
            sent.complete(at(metadata));
          } else {
            sent.completeExceptionally(error);
          }
        });
    return sent;
  }

  private String imageId(ImageReference image) {
    return image.getUri().substring("s3://".length() + bucket.length() + 1);
  }

  private static Reference at(RecordMetadata metadata) {
    return new Reference(metadata.topic(), metadata.partition(), metadata.offset(), 0);
  }
}
