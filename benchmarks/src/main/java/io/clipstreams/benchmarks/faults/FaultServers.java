package io.clipstreams.benchmarks.faults;

import io.clipstreams.quickstart.ChildKafka;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.quickstart.LocalS3;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A broker and a registry that can be killed, and an S3 server behind a proxy that can spoil its
 * answers. One thread at a time calls the servers' methods.
 */
public final class FaultServers implements AutoCloseable {

  private static final String BUCKET = "images";

  private final ChildKafka kafka;
  private final LocalRegistry registry;
  private final LocalS3 s3;
  private final S3FaultProxy proxy;

  private FaultServers(ChildKafka kafka, LocalRegistry registry, LocalS3 s3) {
    this.kafka = kafka;
    this.registry = registry;
    this.s3 = s3;
    this.proxy = S3FaultProxy.start(s3.endpoint());
    s3.createVersionedBucket(BUCKET);
  }

  /**
   * Starts them at the same time and returns when all take requests.
   *
   * @param folder a fresh one
   */
  public static FaultServers start(Path folder) {
    var kafka = CompletableFuture.supplyAsync(() -> ChildKafka.start(folder.resolve("kafka")));
    var registry =
        CompletableFuture.supplyAsync(() -> LocalRegistry.start(folder.resolve("registry")));
    var s3 = CompletableFuture.supplyAsync(LocalS3::startInMemory);
    try {
      CompletableFuture.allOf(kafka, registry, s3).join();
    } catch (CompletionException e) {
      kafka.thenAccept(ChildKafka::close);
      registry.thenAccept(LocalRegistry::close);
      s3.thenAccept(LocalS3::close);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return new FaultServers(kafka.join(), registry.join(), s3.join());
  }

  public ChildKafka kafka() {
    return kafka;
  }

  public LocalRegistry registry() {
    return registry;
  }

  /** The server itself, without faults: for those who write objects. */
  public LocalS3 s3() {
    return s3;
  }

  /** What the application takes for S3. */
  public S3FaultProxy proxy() {
    return proxy;
  }

  /** The bucket of the images, which keeps versions. */
  public String bucket() {
    return BUCKET;
  }

  @Override
  public void close() {
    try (kafka;
        registry;
        s3;
        proxy) {
      // closing them is all there is to do
    }
  }
}
