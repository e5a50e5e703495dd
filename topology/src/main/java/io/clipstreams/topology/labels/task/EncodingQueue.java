package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
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
 * Has the vectors of one model made, a few chunks at a time. For the stream thread alone: it hands
 * texts to the encoder and looks, each turn, which chunks are done.
 */
final class EncodingQueue {

  private static final Logger log = LoggerFactory.getLogger(EncodingQueue.class);

  /** Two chunks keep the encoder busy while the results of one are forwarded. */
  private static final int MAX_CHUNKS = 2;

  private static final int CHUNK_PROMPTS = 256;
  private static final long MIN_BACKOFF_MILLIS = 500;
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final TextEncoder encoder;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<String, LabelVector> done = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private long backoffMillis;
  private long notBefore;

  private record Chunk(List<VectorRecipe> recipes, CompletableFuture<float[][]> embeds) {}

  EncodingQueue(TextEncoder encoder) {
    this.encoder = encoder;
  }

  TextModel model() {
    return new TextModel(encoder.model(), encoder.precision());
  }

  /** Vectors that are made and wait to be forwarded; the caller removes what it has forwarded. */
  Map<String, LabelVector> done() {
    return done;
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
        int end = next + recipe.prompts().size();
        done.put(recipe.key(), recipe.make(Arrays.asList(embeds).subList(next, end)));
        next = end;
      }
      backoffMillis = 0;
    } catch (CompletionException | CancellationException e) {
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
   * @return whether there was anything that is not under way already
   */
  boolean submit(Iterable<VectorRecipe> wanted) {
    List<VectorRecipe> recipes = new ArrayList<>();
    List<String> prompts = new ArrayList<>();
    for (VectorRecipe recipe : wanted) {
      if (underWay.contains(recipe.key()) || done.containsKey(recipe.key())) {
        continue;
      }
      if (!prompts.isEmpty() && prompts.size() + recipe.prompts().size() > CHUNK_PROMPTS) {
        break;
      }
      if (recipe.probe() != null) {
        done.put(recipe.key(), recipe.make(List.of()));
      } else {
        recipes.add(recipe);
        prompts.addAll(recipe.prompts());
      }
    }
    if (recipes.isEmpty()) {
      return false;
    }
    recipes.forEach(recipe -> underWay.add(recipe.key()));
    chunks.add(new Chunk(recipes, encoder.encode(prompts)));
    return true;
  }

  void cancel() {
    chunks.forEach(chunk -> chunk.embeds.cancel(false));
  }
}
