package io.clipstreams.topology.labels.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

  @Test
  void theLabelStandsForEveryPlaceholder() {
    assertThat(Templates.fill(List.of("a {}, just a {}", "{}"), "cat"))
        .containsExactly("a cat, just a cat", "cat");
  }

  @Test
  void aLabelWithBracesIsNoPlaceholder() {
    assertThat(Templates.fill(List.of("a {}"), "{} sign")).containsExactly("a {} sign");
  }

  @Test
  void aPresetStandsForAllItsTemplates() {
    List<String> prompts = Templates.fill(List.of("preset:photos", "one {}"), "cat");

    assertThat(prompts)
        .hasSize(TemplatePreset.PHOTOS.templates().size() + 1)
        .startsWith("a photo of a cat")
        .endsWith("one cat");
  }

  @ParameterizedTest
  @EnumSource
  void everyTemplateOfAPresetIsGoodAndThereOnce(TemplatePreset preset) {
    assertThat(Templates.problemWith("preset:" + preset)).isEmpty();
    assertThat(preset.templates())
        .doesNotHaveDuplicates()
        .allSatisfy(template -> assertThat(Templates.problemWith(template)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a photo of a cat", "a {} of a {label}", "a {} and {", "preset:", "preset:PHOTOS"})
  void aTemplateThatCannotBeFilledHasAProblem(String template) {
    assertThat(Templates.problemWith(template)).isNotEmpty();
  }
}
