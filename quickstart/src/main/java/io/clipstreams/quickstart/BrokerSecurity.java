package io.clipstreams.quickstart;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * What a broker asks of its clients: TLS, and a user with a password (SASL PLAIN), as on clusters
 * of other people.
 *
 * @param keyStore the broker's key and certificate, a PKCS #12 file
 * @param trustStore what the broker trusts when it talks to itself, a PKCS #12 file
 * @param storePassword of both files
 * @param user who may connect
 * @param password of the user
 */
public record BrokerSecurity(
    Path keyStore, Path trustStore, String storePassword, String user, String password) {

  public BrokerSecurity {
    Objects.requireNonNull(keyStore, "keyStore");
    Objects.requireNonNull(trustStore, "trustStore");
    Objects.requireNonNull(storePassword, "storePassword");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** The settings of the broker's listener of this name. */
  void addTo(Properties properties, String listener) {
    properties.setProperty("ssl.keystore.location", keyStore.toString());
    properties.setProperty("ssl.keystore.type", "PKCS12");
    properties.setProperty("ssl.keystore.password", storePassword);
    properties.setProperty("ssl.truststore.location", trustStore.toString());
    properties.setProperty("ssl.truststore.type", "PKCS12");
    properties.setProperty("ssl.truststore.password", storePassword);
    properties.setProperty("sasl.enabled.mechanisms", "PLAIN");
    properties.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.setProperty(
        "listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
        jaasConfig() + " user_%s=\"%s\";".formatted(user, password));
  }

  private String jaasConfig() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required"
        + " username=\"%s\" password=\"%s\"".formatted(user, password);
  }

  /** For a client's {@code sasl.jaas.config}. */
  public String clientJaasConfig() {
    return jaasConfig() + ";";
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "BrokerSecurity[user=%s, keyStore=%s]".formatted(user, keyStore);
  }
}
