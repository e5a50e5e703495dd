package io.clipstreams.cli.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Searches the images of all instances: this one's stores directly, those of the others by asking
 * them at the same time. Whoever does not answer is named in the answer. Any thread may call.
 */
public final class SearchAcross {

  private final LocalImages local;
  private final Supplier<Whereabouts> whereabouts;
  private final InstanceClient client;
  private final Executor threads;

  /**
   * @param threads ask the other instances
   */
  SearchAcross(
      LocalImages local,
      Supplier<Whereabouts> whereabouts,
      InstanceClient client,
      Executor threads) {
    this.local = local;
    this.whereabouts = whereabouts;
    this.client = client;
    this.threads = threads;
  }

  /**
   * This instance's images alone.
   *
   * @throws IllegalArgumentException when the vector is of another model
   */
  public SearchAnswer searchLocal(SearchRequest request) {
    requireModel(request);
    return own(request, whereabouts.get().self());
  }

  /**
   * All images.
   *
   * @throws IllegalArgumentException when the vector is of another model
   */
  public SearchAnswer search(SearchRequest request) {
    requireModel(request);
    Whereabouts now = whereabouts.get();
    List<CompletableFuture<SearchAnswer>> asked =
        now.others().stream()
            .map(other -> CompletableFuture.supplyAsync(() -> ask(other, request), threads))
            .toList();
    List<SearchAnswer> parts = new ArrayList<>();
    if (now.here()) {
      parts.add(own(request, now.self()));
    }
    asked.forEach(part -> parts.add(part.join()));
    gap(request, now, parts).ifPresent(parts::add);
    return SearchAnswer.merged(request, parts);
  }

  /**
   * The partitions that nobody has searched. What this instance knows of the others may be old, and
   * partitions may have moved meanwhile: only what was searched counts.
   */
  private static Optional<SearchAnswer> gap(
      SearchRequest request, Whereabouts now, List<SearchAnswer> parts) {
    Set<Integer> searched = new HashSet<>();
    parts.forEach(part -> searched.addAll(part.partitions()));
    List<Integer> missing =
        IntStream.range(0, now.partitions())
            .filter(partition -> !searched.contains(partition))
            .boxed()
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SearchAnswer.missing(
                request,
                "%s, partitions %s".formatted(now.topic(), missing),
                "no instance has searched them"));
  }

  private void requireModel(SearchRequest request) {
    if (!request.model().equals(local.model())) {
      throw new IllegalArgumentException(
          "the query was embedded by the model %s, and the images by %s"
              .formatted(request.model(), local.model()));
    }
  }

  private SearchAnswer own(SearchRequest request, String self) {
    try {
      LocalImages.Found found = local.nearest(request.vector(), request.most());
      return new SearchAnswer(
          request.model(),
          found.images(),
          true,
          found.results(),
          List.of(
              new SearchAnswer.Part(
                  self, found.images(), found.partitions().stream().sorted().toList(), null)));
    } catch (IllegalStateException e) {
      return SearchAnswer.missing(request, self, e.getMessage());
    }
  }

  private SearchAnswer ask(String other, SearchRequest request) {
    try {
      return client.searchLocal(other, request);
    } catch (IOException e) {
      return SearchAnswer.missing(request, other, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SearchAnswer.missing(request, other, "the search was interrupted");
    }
  }
}
