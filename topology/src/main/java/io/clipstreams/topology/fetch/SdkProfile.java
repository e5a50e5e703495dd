package io.clipstreams.topology.fetch;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * Hands the AWS SDK settings of its own, by the names that they have in its configuration file:
 * they win over what that file says on this machine.
 */
public final class SdkProfile {

  private SdkProfile() {}

  /** Adds them to a client's configuration; none leave it as it is. */
  public static void apply(
      Map<String, String> settings, ClientOverrideConfiguration.Builder configuration) {
    if (!settings.isEmpty()) {
      configuration.defaultProfileFile(
          ProfileFile.aggregator()
              .addFile(file(settings))
              .addFile(ProfileFile.defaultProfileFile())
              .build());
    }
  }

  private static ProfileFile file(Map<String, String> settings) {
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    String content =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("\n", "[profile " + name + "]\n", "\n"));
    return ProfileFile.builder()
        .type(ProfileFile.Type.CONFIGURATION)
        .content(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
