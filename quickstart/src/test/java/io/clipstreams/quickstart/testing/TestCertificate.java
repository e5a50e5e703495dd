package io.clipstreams.quickstart.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate that it has signed itself, made by the JDK's keytool: for servers of
 * tests, and for clients that trust them.
 *
 * @param keyStore a PKCS #12 file with both
 * @param trustStore a PKCS #12 file with the certificate
 */
public record TestCertificate(Path keyStore, Path trustStore) {

  /** Of both files and of the key. */
  public static final String PASSWORD = "test-store-password";

  private static final String TYPE = "PKCS12";
  private static final String ALIAS = "test";

  /**
   * Makes one.
   *
   * @param folder where the files are written
   * @param names of the server, as {@code dns:host} or {@code ip:address}
   */
  public static TestCertificate create(Path folder, List<String> names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keyStore = folder.resolve("test-key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=clip-streams tests",
                "-ext",
                "san=" + String.join(",", names),
                "-storetype",
                TYPE,
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
    KeyStore trusted = KeyStore.getInstance(TYPE);
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, load(keyStore).getCertificate(ALIAS));
    Path trustStore = folder.resolve("test-trust.p12");
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return new TestCertificate(keyStore, trustStore);
  }

  /** For a server that shows the certificate. */
  public SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(keyStore), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that trusts the certificate and nothing else. */
  public SSLContext clientContext() throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trustStore));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    return loaded;
  }
}
