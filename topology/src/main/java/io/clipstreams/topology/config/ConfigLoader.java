package io.clipstreams.topology.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where settings come from, the later winning: a properties file, the environment ({@code
 * CLIP_STREAMS_BOOTSTRAP_SERVERS} is {@code bootstrap.servers}), the command line.
 */
public final class ConfigLoader {

  private static final String ENVIRONMENT_PREFIX = "CLIP_STREAMS_";

  /** What Kubernetes tells every container of a service that is called clip-streams. */
  private static final Pattern KUBERNETES_SERVICE =
      Pattern.compile(ENVIRONMENT_PREFIX + "(SERVICE_HOST|SERVICE_PORT.*|PORT(_\\d+_.*)?)");

  private ConfigLoader() {}

  /**
   * @throws ConfigException when the file cannot be read or the settings are refused
   */
  public static ClipStreamsConfig load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
    return new ClipStreamsConfig(merge(file, environment, commandLine));
  }

  /** The same, before validation. */
  public static Map<String, String> merge(
      Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
    Map<String, String> settings = new HashMap<>();
    file.ifPresent(path -> settings.putAll(read(path)));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX) && !KUBERNETES_SERVICE.matcher(name).matches()) {
            settings.put(key(name), value);
          }
        });
    settings.putAll(commandLine);
    return settings;
  }

  private static String key(String variable) {
    return variable
        .substring(ENVIRONMENT_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("The configuration file %s cannot be read: %s".formatted(file, e));
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
