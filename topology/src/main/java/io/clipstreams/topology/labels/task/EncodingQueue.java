package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.UnencodableException;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import io.clipstreams.topology.labels.content.VectorRecipe.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has vectors of one model made from one kind of thing, a few chunks at a time. For the stream
 * thread alone: it hands prompts or examples to the encoder and looks, each turn, which chunks are
 * done.
 */
final class EncodingQueue {

  private static final Logger log = LoggerFactory.getLogger(EncodingQueue.class);

  /** Two chunks keep the encoder busy while the results of one are forwarded. */
  private static final int MAX_CHUNKS = 2;

  private static final int CHUNK_PROMPTS = 256;
  private static final long MIN_BACKOFF_MILLIS = 500;
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final TextModel model;
  private final Source source;
  private final int chunkInputs;
  private final Encoder encoder;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<String, LabelVector> done = new LinkedHashMap<>();
  private final Map<String, UnencodableException> failed = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private long backoffMillis;
  private long notBefore;

  private record Chunk(List<VectorRecipe> recipes, CompletableFuture<float[][]> embeds) {}

  /** What makes the vectors. */
  private interface Encoder {
    CompletableFuture<float[][]> encode(long version, List<String> inputs);
  }

  private EncodingQueue(TextModel model, Source source, int chunkInputs, Encoder encoder) {
    this.model = model;
    this.source = source;
    this.chunkInputs = chunkInputs;
    this.encoder = encoder;
  }

  /** Queues for all that the vectors of a model are made from. */
  static List<EncodingQueue> of(LabelTowers towers) {
    TextModel model = towers.model();
    return List.of(
        new EncodingQueue(
            model,
            Source.PROMPTS,
            CHUNK_PROMPTS,
            (version, prompts) -> towers.texts().encode(prompts)),
        // A chunk for each label: one that cannot be made harms no other.
        new EncodingQueue(model, Source.EXAMPLES, 1, towers.examples()::encode),
        // A probe is a vector already.
        new EncodingQueue(
            model,
            Source.PROBE,
            CHUNK_PROMPTS,
            (version, nothing) -> CompletableFuture.completedFuture(new float[0][])));
  }

  TextModel model() {
    return model;
  }

  Source source() {
    return source;
  }

  /** Vectors that are made and wait to be forwarded; the caller removes what it has forwarded. */
  Map<String, LabelVector> done() {
    return done;
  }

  /** Vectors that can never be made, with the reason; the caller empties it. */
  Map<String, UnencodableException> failed() {
    return failed;
  }

  /** Takes the results of chunks that have ended, on the stream thread. */
  void collect(long now) {
    for (Iterator<Chunk> all = chunks.iterator(); all.hasNext(); ) {
      Chunk chunk = all.next();
      if (chunk.embeds.isDone()) {
        all.remove();
        chunk.recipes.forEach(recipe -> underWay.remove(recipe.key()));
        collect(chunk, now);
      }
    }
  }

  private void collect(Chunk chunk, long now) {
    try {
      float[][] embeds = chunk.embeds.join();
      int next = 0;
      for (VectorRecipe recipe : chunk.recipes) {
        int end = next + recipe.inputs().size();
        done.put(recipe.key(), recipe.make(Arrays.asList(embeds).subList(next, end)));
        next = end;
      }
      backoffMillis = 0;
    } catch (CompletionException | CancellationException e) {
      if (e.getCause() instanceof UnencodableException never) {
        // The others of the chunk are asked for again.
        chunk.recipes.stream()
            .filter(recipe -> recipe.inputs().contains(never.input()))
            .forEach(recipe -> failed.put(recipe.key(), never));
        return;
      }
      backoffMillis = Math.min(MAX_BACKOFF_MILLIS, Math.max(MIN_BACKOFF_MILLIS, 2 * backoffMillis));
      notBefore = now + backoffMillis;
      log.error(
          "{} labels could not be encoded; trying again in {} ms",
          chunk.recipes.size(),
          backoffMillis,
          e);
    }
  }

  /** Whether the encoder can be given more. */
  boolean hasRoom(long now) {
    return chunks.size() < MAX_CHUNKS
        && done.size() < MAX_CHUNKS * CHUNK_PROMPTS
        && now >= notBefore;
  }

  /**
   * Hands the next chunk of what is wanted to the encoder.
   *
   * @param version that wants it
   * @return whether there was anything that is not under way already
   */
  boolean submit(long version, Iterable<VectorRecipe> wanted) {
    List<VectorRecipe> recipes = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    for (VectorRecipe recipe : wanted) {
      if (underWay.contains(recipe.key()) || done.containsKey(recipe.key())) {
        continue;
      }
      boolean full =
          recipes.size() == chunkInputs || inputs.size() + recipe.inputs().size() > chunkInputs;
      if (full && !recipes.isEmpty()) {
        break;
      }
      recipes.add(recipe);
      inputs.addAll(recipe.inputs());
    }
    if (recipes.isEmpty()) {
      return false;
    }
    recipes.forEach(recipe -> underWay.add(recipe.key()));
    chunks.add(new Chunk(recipes, encoder.encode(version, inputs)));
    return true;
  }

  void cancel() {
    chunks.forEach(chunk -> chunk.embeds.cancel(false));
  }
}
