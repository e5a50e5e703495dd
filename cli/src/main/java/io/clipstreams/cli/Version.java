package io.clipstreams.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
      build.load(resource);
    }
    return new String[] {
      "clip-streams " + build.getProperty("version"), "Java ${java.version}, ${os.name} ${os.arch}"
    };
  }
}
