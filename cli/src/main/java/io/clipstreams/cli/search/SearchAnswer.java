package io.clipstreams.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in the stores of an application's instances.
 *
 * @param model fingerprint of the model whose embeddings were searched
 * @param images how many images were compared
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
   * @param images how many it has compared
   * @param failure why it has not answered; null where it has
   */
  public record Part(String instance, long images, String failure) {

    static Part failed(String instance, String failure) {
      return new Part(instance, 0, failure);
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

  /** A part that is missing. */
  static SearchAnswer missing(SearchRequest request, String instance, String reason) {
    return new SearchAnswer(
        request.model(), 0, false, List.of(), List.of(Part.failed(instance, reason)));
  }

  static SearchAnswer parse(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, SearchAnswer.class);
  }

  /** One sentence for each instance that has not answered. */
  public List<String> failures() {
    return instances.stream()
        .filter(part -> part.failure() != null)
        .map(part -> "%s has not answered: %s".formatted(part.instance(), part.failure()))
        .toList();
  }
}
