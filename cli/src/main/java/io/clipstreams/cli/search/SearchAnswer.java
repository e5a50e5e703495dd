package io.clipstreams.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in the stores of an application's instances.
 *
 * @param model fingerprint of the model whose embeddings were searched
 * @param images about how many images were compared
 * @param complete whether all stores have answered; if not, better images may exist
 * @param results best first
 * @param instances what became of each instance's part
 */
public record SearchAnswer(
    String model, long images, boolean complete, List<Near> results, List<Part> instances) {

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * One instance's part.
   *
   * @param instance its address, or what else names it
   * @param images about how many it has compared
   * @param partitions of the topic whose images those are
   * @param failure why it has not answered; null where it has
   */
  public record Part(String instance, long images, List<Integer> partitions, String failure) {
    public Part {
      partitions = List.copyOf(partitions);
    }
  }

  public SearchAnswer {
    results = List.copyOf(results);
    instances = List.copyOf(instances);
  }

  /** Several parts of one search together. */
  static SearchAnswer merged(SearchRequest request, List<SearchAnswer> parts) {
    List<Near> results = new ArrayList<>();
    List<Part> instances = new ArrayList<>();
    for (SearchAnswer part : parts) {
      results.addAll(part.results);
      instances.addAll(part.instances);
    }
    return new SearchAnswer(
        request.model(),
        parts.stream().mapToLong(SearchAnswer::images).sum(),
        parts.stream().allMatch(SearchAnswer::complete),
        results.stream().sorted(Near.BEST_FIRST).limit(request.most()).toList(),
        instances);
  }

  /** The partitions that were searched. */
  Set<Integer> partitions() {
    return instances.stream()
        .flatMap(part -> part.partitions().stream())
        .collect(Collectors.toSet());
  }

  /** A part that is missing. */
  static SearchAnswer missing(SearchRequest request, String instance, String reason) {
    return new SearchAnswer(
        request.model(), 0, false, List.of(), List.of(new Part(instance, 0, List.of(), reason)));
  }

  static SearchAnswer parse(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, SearchAnswer.class);
  }

  /** One sentence for each instance that has not answered. */
  public List<String> failures() {
    return instances.stream()
        .filter(part -> part.failure() != null)
        .map(part -> "%s: %s".formatted(part.instance(), part.failure()))
        .toList();
  }
}
