package io.clipstreams.cli.faults;

import io.clipstreams.benchmarks.faults.FaultServers;
import io.clipstreams.benchmarks.faults.Trial;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.Verbosity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all classes of tests the same servers: each application has topics of its own on them. */
final class SharedServers implements ParameterResolver {

  /** Servers, objects and right answers. */
  record Stack(Path folder, FaultServers servers, Trial.Judge judge) implements AutoCloseable {

    static Stack start() {
      try {
        // Before several threads log at once: the first of them would find no backend yet.
        Logging.configure(Verbosity.QUIET);
        Path folder = Files.createTempDirectory("clip-streams-faults-");
        FaultServers servers = FaultServers.start(folder.resolve("servers"));
        return new Stack(folder, servers, Trial.Judge.create(servers, 1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      servers.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Stack.class, key -> Stack.start(), Stack.class);
  }
}
