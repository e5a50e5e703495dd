package io.clipstreams.cli.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

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
    parts.add(own(request, now.self()));
    asked.forEach(part -> parts.add(part.join()));
    now.missing()
        .forEach(
            what -> parts.add(SearchAnswer.missing(request, what, "nobody knows where it is")));
    return SearchAnswer.merged(request, parts);
  }

  private void requireModel(SearchRequest request) {
    if (!request.model().equals(local.model())) {
      throw new IllegalArgumentException(
          "the query was embedded by the model %s, and the images by %s"
              .formatted(request.model(), local.model()));
    }
  }

  private SearchAnswer own(SearchRequest request, String self) {
    String name = self == null ? "this instance" : self;
    try {
      LocalImages.Found found = local.nearest(request.vector(), request.most());
      return new SearchAnswer(
          request.model(),
          found.images(),
          true,
          found.results(),
          List.of(new SearchAnswer.Part(name, found.images(), null)));
    } catch (IllegalStateException e) {
      return SearchAnswer.missing(request, name, e.getMessage());
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
