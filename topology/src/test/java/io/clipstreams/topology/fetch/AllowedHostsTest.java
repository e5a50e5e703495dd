package io.clipstreams.topology.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts =
      new AllowedHosts(List.of("images.example.com", "*.CDN.example", "odd.example:8443"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.com/a.png",
        "HTTPS://Images.Example.COM:443/a.png?b=c",
        "https://a.cdn.example/x",
        "https://a.b.cdn.example/x",
        "https://odd.example:8443/x"
      })
  void aListedHostIsAllowed(String uri) {
    assertThatCode(() -> hosts.require(URI.create(uri))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a.png, host-not-allowed",
    "https://images.example.com.evil.example/a, host-not-allowed",
    "https://evilimages.example.com/a, host-not-allowed",
    "https://images.example.com./a, host-not-allowed",
    "https://cdn.example/a, host-not-allowed",
    "https://evilcdn.example/a, host-not-allowed",
    "https://images.example.com:8443/a, host-not-allowed",
    "https://odd.example/a, host-not-allowed",
    "https://127.0.0.1/a, host-not-allowed",
    "https://[::1]/a, host-not-allowed",
    "https://2130706433/a, host-not-allowed",
    "https://images.example.com@evil.example/a, malformed-uri",
    "https://user:secret@images.example.com/a, malformed-uri",
    "https:images.example.com/a, malformed-uri",
    "http://images.example.com/a, scheme-not-allowed",
    "file:///etc/passwd, scheme-not-allowed",
    "jar:https://images.example.com/a!/b, scheme-not-allowed"
  })
  void anythingElseIsRefusedForGood(String uri, String reason) {
    FetchException refusal =
        catchThrowableOfType(FetchException.class, () -> hosts.require(URI.create(uri)));

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.isTransient()).isFalse();
    assertThat(refusal).hasMessageNotContaining("secret");
  }
}
