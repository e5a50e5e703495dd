package io.clipstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

  @Test
  void severalAddressesKeepTheirOrderAndPaths() {
    RegistryConfig config = config("http://one:8081/, https://two/apis/ccompat/v7/");

    assertThat(config.addresses())
        .extracting(RegistryAddress::url)
        .containsExactly("http://one:8081", "https://two/apis/ccompat/v7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "ftp://host", "http://", "http://a b", "mock://scope"})
  void whatIsNoHttpAddressIsRefused(String url) {
    assertThatThrownBy(() -> config(url).addresses())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void theAddressIsRequired() {
    assertThatThrownBy(() -> new RegistryConfig(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aMalformedAddressDoesNotShowItsPassword() {
    assertThatThrownBy(() -> config("http://ann:s3cret@ho st").addresses())
        .isInstanceOf(ConfigException.class)
        .hasNoCause()
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void userInfoMustBeGivenWhenItIsTheSource() {
    RegistryConfig config =
        new RegistryConfig(
            Map.of(
                "schema.registry.url", "http://one", "basic.auth.credentials.source", "USER_INFO"));

    assertThatThrownBy(config::addresses)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("user:password");
  }

  @Test
  void anUnknownSourceOfCredentialsIsRefused() {
    assertThatThrownBy(
            () ->
                new RegistryConfig(
                    Map.of(
                        "schema.registry.url",
                        "http://one",
                        "basic.auth.credentials.source",
                        "SASL_INHERIT")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SASL_INHERIT");
  }

  @Test
  void everyKeyIsDocumented() {
    assertThat(RegistryConfig.definition().configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).isNotBlank());
  }

  @Test
  void withoutTlsKeysTheJvmsOwnTrustIsUsed() {
    assertThat(config("https://one").sslContext()).isEmpty();
  }

  @Test
  void aTrustStoreIsLoaded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("trust.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }

    assertThat(withTrustStore(file).sslContext()).isPresent();
  }

  @Test
  void aMissingTrustStoreIsAnError(@TempDir Path folder) {
    RegistryConfig config = withTrustStore(folder.resolve("missing.p12"));

    assertThatThrownBy(config::sslContext)
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("missing.p12");
  }

  private static RegistryConfig config(String url) {
    return new RegistryConfig(Map.of("schema.registry.url", url));
  }

  private static RegistryConfig withTrustStore(Path file) {
    return new RegistryConfig(
        Map.of(
            "schema.registry.url", "https://one",
            "schema.registry.ssl.truststore.location", file.toString(),
            "schema.registry.ssl.truststore.password", "changeit",
            "schema.registry.ssl.truststore.type", "PKCS12"));
  }
}
