package io.clipstreams.quickstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The unpacked schema registry. It is an application with 350 jars of its own, which the build
 * unpacks to {@code quickstart/target/registry}.
 *
 * @param jar its runner, whose manifest names all the others
 */
record RegistryHome(Path jar, String mainClass) {

  /** The system property that says where the registry was unpacked. */
  static final String PROPERTY = "clipstreams.registry.home";

  static RegistryHome fromSystemProperty() {
    String home = System.getProperty(PROPERTY);
    if (home == null) {
      throw new LocalServerException(
          "the system property %s is not set: it names the folder of the schema registry, which the"
                  .formatted(PROPERTY)
              + " build unpacks to quickstart/target/registry");
    }
    return in(Path.of(home));
  }

  static RegistryHome in(Path home) {
    try {
      Path jar = runner(home);
      try (JarFile file = new JarFile(jar.toFile())) {
        return new RegistryHome(
            jar, file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
      }
    } catch (IOException e) {
      throw new LocalServerException(
          "the schema registry of %s=%s cannot be read: %s".formatted(PROPERTY, home, e), e);
    }
  }

  private static Path runner(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      throw new LocalServerException(
          "%s=%s is not a folder; the build unpacks the schema registry there"
              .formatted(PROPERTY, home));
    }
    List<Path> runners = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(home, "apicurio-registry-app-*-runner.jar")) {
      found.forEach(runners::add);
    }
    if (runners.size() != 1) {
      throw new LocalServerException(
          "%s=%s should hold one apicurio-registry-app-*-runner.jar and holds %d"
              .formatted(PROPERTY, home, runners.size()));
    }
    return runners.get(0);
  }
}
