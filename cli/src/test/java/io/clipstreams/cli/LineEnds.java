package io.clipstreams.cli;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.S3Clients;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.cli.events.Reference;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Both ends of a line: pictures go in, answers come out. One thread. */
final class LineEnds implements AutoCloseable {

  private final S3AsyncClient s3;
  private final Producer<String, ImageReference> images;
  private final ImageSubmitter submitter;
  private final Answered answered;

  /** Needs the topics; creates the bucket. */
  LineEnds(RunningServers servers, String bucket) {
    Cluster cluster = servers.cluster();
    servers.servers().s3().createBucket(bucket);
    s3 = S3Clients.create(cluster.config().s3());
    images = cluster.producer(ImageReference.class);
    submitter = new ImageSubmitter(s3, images, cluster.topics().images(), bucket, List.of());
    answered = new Answered(cluster);
  }

  /** Stores a picture. */
  ImageReference upload(String key, byte[] picture)
      throws ExecutionException, InterruptedException {
    return submitter.upload(key, AsyncRequestBody.fromBytes(picture)).get();
  }

  /** Emits an event. */
  Reference emit(ImageReference image) throws ExecutionException, InterruptedException {
    return submitter.emit(image).get();
  }

  /** Stores a picture and emits its event. */
  Reference submit(String key, byte[] picture) throws ExecutionException, InterruptedException {
    return emit(upload(key, picture));
  }

  /** The answer to an event, which must be a classification. */
  Classification classification(Reference reference) {
    if (!answered.await(List.of(reference)) || !answered.classifications().containsKey(reference)) {
      throw new AssertionError(
          "%s is not classified: %s".formatted(reference, answered.letters().get(reference)));
    }
    return answered.classifications().get(reference).get(0);
  }

  /** All answers. */
  Answered answered() {
    return answered;
  }

  @Override
  public void close() {
    try (s3;
        images;
        answered) {
      // closing them is all there is to do
    }
  }
}
