package io.clipstreams.benchmarks.faults;

import java.util.List;
import java.util.Random;

/**
 * The events of a run, settled by the seed: nine in ten name a picture, half of them with its ETag;
 * each of the others ends as a dead letter. One in five shares its key with others, so that there
 * is an order to keep. For one thread.
 */
final class InputPlan {

  private static final int CAMERAS = 20;

  private final Random random;
  private final List<Picture> pictures;
  private final Picture overwritten;
  private final String versionBefore;
  private int number;

  /**
   * @param pictures that can be classified
   * @param overwritten what the object was that was replaced
   * @param versionBefore its version then
   */
  InputPlan(long seed, List<Picture> pictures, Picture overwritten, String versionBefore) {
    this.random = new Random(seed + 1);
    this.pictures = List.copyOf(pictures);
    this.overwritten = overwritten;
    this.versionBefore = versionBefore;
  }

  Input next() {
    String key = random.nextInt(5) == 0 ? "camera-" + random.nextInt(CAMERAS) : "image-" + number++;
    return switch (random.nextInt(50)) {
      case 0 -> Input.missing(key);
      case 1 -> Input.overwritten(key, overwritten);
      case 2 -> Input.undecodable(key, Album.TEXT);
      case 3 -> Input.undecodable(key, Album.TRUNCATED);
      case 4 -> Input.garbage(key);
      case 5 -> Input.earlierVersion(key, overwritten, versionBefore);
      default ->
          Input.picture(key, pictures.get(random.nextInt(pictures.size())), random.nextBoolean());
    };
  }
}
