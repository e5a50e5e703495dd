package io.clipstreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Feed feed = new Feed();

  private static List<String> told(Listener listener) throws InterruptedException {
    return listener.take(Duration.ZERO).stream().map(FeedEvent::json).toList();
  }

  @Test
  void whoListensIsTold() throws Exception {
    Listener listener = feed.listen(0);
    feed.publish("image", "1");
    feed.mention("rates", "2");
    assertThat(told(listener)).containsExactly("1", "2");
  }

  @Test
  void whoComesLaterIsToldWhatWasKept() throws Exception {
    feed.publish("image", "1");
    feed.mention("rates", "2");
    feed.publish("letter", "3");
    assertThat(told(feed.listen(0))).containsExactly("1", "3");
  }

  @Test
  void whoComesBackIsToldWhatCameMeanwhile() throws Exception {
    long heard = feed.publish("image", "1");
    feed.publish("image", "2");
    assertThat(told(feed.listen(heard))).containsExactly("2");
  }

  @Test
  void whoHeardAnEarlierProcessIsToldAll() throws Exception {
    feed.publish("image", "1");
    assertThat(told(feed.listen(1_000))).containsExactly("1");
  }

  @Test
  void onlyTheLastAreKept() throws Exception {
    for (int i = 0; i <= Feed.KEPT; i++) {
      feed.publish("image", "" + i);
    }
    assertThat(told(feed.listen(0))).hasSize(Feed.KEPT).doesNotContain("0");
  }

  @Test
  void whoIsSlowMissesEventsAndKnowsHowMany() throws Exception {
    Listener listener = feed.listen(0);
    for (int i = 0; i < Listener.MOST_WAITING + 3; i++) {
      feed.mention("rates", "" + i);
    }
    assertThat(told(listener)).hasSize(Listener.MOST_WAITING);
    assertThat(listener.missed()).isEqualTo(3);
    assertThat(listener.missed()).isZero();
  }

  @Test
  void whoHasLeftIsToldNothing() throws Exception {
    Listener listener = feed.listen(0);
    feed.leave(listener);
    feed.publish("image", "1");
    assertThat(told(listener)).isEmpty();
  }
}
