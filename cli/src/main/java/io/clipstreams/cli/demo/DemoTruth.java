package io.clipstreams.cli.demo;

import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.schemas.LabelSetResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which label is right, for the samples and the versions that the demo knows. */
final class DemoTruth {

  private final Map<String, List<String>> truthByFile;
  private final Map<Long, List<String>> labelsByVersion = new ConcurrentHashMap<>();

  DemoTruth(List<SampleImage> samples) {
    truthByFile =
        samples.stream()
            .collect(Collectors.toUnmodifiableMap(SampleImage::file, SampleImage::truth));
  }

  /** A version was accepted; may be called from any thread. */
  void version(long version, List<String> labels) {
    labelsByVersion.put(version, labels);
  }

  /** The answer, with the right label where there is one. */
  DemoAnswer answer(String image, LabelSetResult result) {
    return DemoAnswer.of(image, expected(image, result), result);
  }

  private String expected(String image, LabelSetResult result) {
    if (!result.getLabelSet().equals(DemoLabelSets.NAME)) {
      return null;
    }
    List<String> truth = truthByFile.getOrDefault(image, List.of());
    return labelsByVersion.getOrDefault(result.getVersion(), List.of()).stream()
        .filter(truth::contains)
        .findFirst()
        .orElse(null);
  }
}
