package io.clipstreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.S3Clients;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.ImageReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.apache.kafka.clients.producer.Producer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The console of a running demo, in a real Chromium. The tests tell one story, in order, since
 * starting everything takes seconds. With {@code -Dscreenshots=DIR} it leaves pictures there.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

  private static final String HOSTILE_IMAGE = "<img src=x onerror=\"document.title='owned'\">";
  private static final String HOSTILE_SCRIPT = "\"><script>document.title='owned'</script>";

  @TempDir static Path folder;
  private static RunningDemo demo;
  private static ChromeDriver page;
  private static S3AsyncClient s3;
  private static ImageSubmitter submitter;
  private static Producer<String, ImageReference> images;

  @BeforeAll
  static void start() {
    Optional<Chromium> chromium = Chromium.find();
    if (chromium.isEmpty()) {
      String reason =
          "LEFT OUT: the console is not tested, since no Chromium with its chromedriver is on the"
              + " PATH (Debian: apt-get install chromium chromium-driver)";
      System.out.println(reason);
      assumeTrue(false, reason);
    }
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    demo = RunningDemo.start(folder);
    Cluster cluster = demo.cluster();
    s3 = S3Clients.create(cluster.config().s3());
    images = cluster.producer(ImageReference.class);
    submitter = new ImageSubmitter(s3, images, cluster.topics().images(), "images", List.of());
    page = chromium.get().start(folder.resolve("profile"));
    page.get(demo.unlockedConsole());
  }

  @AfterAll
  static void stop() {
    Awaitility.reset();
    if (page != null) {
      page.quit();
      images.close();
      s3.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  private static void submit(String name, SampleImage picture) {
    submitter
        .upload(name, AsyncRequestBody.fromBytes(picture.bytes()))
        .thenCompose(submitter::emit)
        .join();
  }

  private static SampleImage sample(String name) {
    return SampleImages.load().stream()
        .filter(sample -> sample.file().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static WebElement find(String id) {
    return page.findElement(By.id(id));
  }

  private static String text(String id) {
    return find(id).getText();
  }

  /** The card of that image, once it is there. */
  private static String card(String image) {
    await()
        .ignoreException(StaleElementReferenceException.class)
        .until(() -> cards().stream().anyMatch(card -> card.contains(image)));
    return cards().stream().filter(card -> card.contains(image)).findFirst().orElseThrow();
  }

  private static List<String> cards() {
    return page.findElements(By.cssSelector("#images .card")).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static void put(String definition) {
    page.executeScript("document.getElementById('definition').value = arguments[0]", definition);
  }

  private static void write(String labels) {
    WebElement definition = find("definition");
    definition.clear();
    definition.sendKeys(labels);
  }

  private static void publish(String labels) {
    write(labels);
    find("publish").click();
    await().untilAsserted(() -> assertThat(text("verdict")).contains("is in force"));
  }

  @Test
  @Order(1)
  void theImagesThatWentByAreShownWithTheirThumbnails() {
    await().until(() -> !cards().isEmpty());
    assertThat(cards().get(0)).contains("demo v1", "%", "batch");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        page.executeScript(
                            "return document.querySelector('#images img').naturalWidth"))
                    .isEqualTo(64L));
    assertThat(text("state")).isEqualTo("live");
    assertThat(text("set-version")).isEqualTo("version 1");
  }

  @Test
  @Order(2)
  void theTokenLeavesTheAddress() {
    assertThat(page.getCurrentUrl()).isEqualTo(demo.lockedConsole());
    assertThat(find("publish").isEnabled()).isTrue();
  }

  @Test
  @Order(3)
  void mainControlsAreReachedByKeyboard() {
    Set<String> reached = new LinkedHashSet<>();
    page.findElement(By.tagName("body")).click();
    for (int i = 0; i < 40; i++) {
      new Actions(page).sendKeys(Keys.TAB).perform();
      reached.add(page.switchTo().activeElement().getDomProperty("id"));
    }
    assertThat(reached).contains("pause", "set", "definition", "preview", "publish", "text");
  }

  @Test
  @Order(4)
  void aPreviewSaysWhatWouldChangeAndChangesNothing() {
    write("cat\ndog\nanything else");
    find("preview").click();
    await().untilAsserted(() -> assertThat(text("verdict")).contains("another best label"));
    assertThat(page.findElements(By.cssSelector("#verdict tbody tr"))).hasSizeGreaterThan(2);
    assertThat(text("set-version")).isEqualTo("version 1");
  }

  @Test
  @Order(5)
  void searchRanksTheImagesThatWentBy() {
    find("text").sendKeys("a photo of a guitar", Keys.ENTER);
    await().until(() -> !page.findElements(By.cssSelector("#hits li")).isEmpty());
    assertThat(text("searched")).contains("nearest first");
    assertThat(page.findElement(By.cssSelector("#hits li")).getDomAttribute("title"))
        .startsWith("guitar");
  }

  @Test
  @Order(6)
  void aDeadLetterIsShownWithItsReasonAndSentAgain() {
    submitter.emit(ImageReference.newBuilder().setUri("s3://images/missing.png").build()).join();
    await().untilAsserted(() -> assertThat(text("letters")).contains("missing.png", "fetch"));
    leaveScreenshots();
    page.findElement(By.cssSelector("#letters button")).click();
    await().untilAsserted(() -> assertThat(text("replayed")).contains("was sent again"));
    await().untilAsserted(() -> assertThat(text("letters")).contains("replayed 1 times"));
  }

  @Test
  @Order(7)
  void anEditOfTheLabelSetChangesTheNextClassifications() {
    publish("cat\ndog");
    submit("after-the-edit.webp", sample("dog"));
    assertThat(card("after-the-edit.webp")).contains("demo v2", "cat", "dog");
  }

  @Test
  @Order(8)
  void anUpdateThatWouldBeLostIsRefused() {
    find("as-json").click();
    String current = find("definition").getDomProperty("value");
    put(current.replace("\"version\": 2", "\"version\": 1"));
    find("publish").click();
    await().untilAsserted(() -> assertThat(text("verdict")).contains("version-conflict"));
    find("reload").click();
    await().untilAsserted(() -> assertThat(text("set-version")).isEqualTo("version 2"));
  }

  @Test
  @Order(9)
  void aHostileLabelIsShownAsText() {
    put(
        Json.line(
            Map.of(
                "version",
                2,
                "labels",
                List.of(
                    Map.of("name", HOSTILE_IMAGE, "captions", List.of("a cat")),
                    Map.of("name", HOSTILE_SCRIPT, "captions", List.of("a dog"))))));
    find("publish").click();
    await().untilAsserted(() -> assertThat(text("verdict")).contains("is in force"));
    submit("judged-by-hostile-labels.webp", sample("cat"));
    assertThat(card("judged-by-hostile-labels.webp")).contains(HOSTILE_IMAGE, HOSTILE_SCRIPT);
    assertThat(page.getTitle()).isEqualTo("clip-streams");
    assertThat(page.findElements(By.cssSelector("img[src=x]"))).isEmpty();
    assertThat(page.findElements(By.tagName("script"))).hasSize(1);
  }

  @Test
  @Order(10)
  void withoutTheTokenThePageOnlyShows() throws IOException, InterruptedException {
    page.executeScript("sessionStorage.clear()");
    page.get(demo.lockedConsole());
    await().until(() -> !cards().isEmpty());
    assertThat(find("publish").isEnabled()).isFalse();
    assertThat(find("unlock").isDisplayed()).isTrue();
    HttpRequest change =
        HttpRequest.newBuilder(URI.create(demo.lockedConsole() + "console/api/publish/demo"))
            .POST(BodyPublishers.ofString("{\"labels\":[\"x\"]}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(change, BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }

  @Test
  @Order(11)
  void theBrowserHasNothingToComplainOf() {
    List<LogEntry> complaints =
        page.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
            // The refusal that was asked for, and pictures that were put off.
            .filter(entry -> !entry.getMessage().matches(".*status of (422|429).*"))
            .toList();
    assertThat(complaints).isEmpty();
  }

  /** So that the pictures have something to show. */
  private static void showImagesGoingBy() {
    for (int round = 0; round < 2; round++) {
      for (SampleImage sample : SampleImages.load()) {
        String uri = "s3://images/" + sample.file();
        submitter.emit(ImageReference.newBuilder().setUri(uri).build()).join();
        await().pollDelay(Duration.ofMillis(90)).until(() -> true);
      }
    }
  }

  private static void leaveScreenshots() {
    String wanted = System.getProperty("screenshots", "");
    if (wanted.isEmpty()) {
      return;
    }
    try {
      Path pictures = Files.createDirectories(Path.of(wanted));
      showImagesGoingBy();
      page.executeScript("window.scrollTo(0, 0)");
      await()
          .until(
              () ->
                  (Boolean)
                      page.executeScript(
                          "return [...document.querySelectorAll('#images img')].slice(0, 15)"
                              + ".every((image) => image.naturalWidth > 0)"));
      for (String scheme : List.of("light", "dark")) {
        Chromium.prefer(page, scheme);
        Files.write(
            pictures.resolve("console-%s.png".formatted(scheme)),
            page.getScreenshotAs(OutputType.BYTES));
      }
      Chromium.prefer(page, "light");
      TerminalPicture.take(page, demo.output(), pictures.resolve("demo.png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
