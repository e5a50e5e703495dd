package io.clipstreams.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.deadletter.Stage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsFanOutTest {

  private final List<String> told = new ArrayList<>();

  private PipelineMetrics listener(String name) {
    return (PipelineMetrics)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PipelineMetrics.class},
            (proxy, method, arguments) -> {
              told.add(name + " " + method.getName() + " " + Arrays.toString(arguments));
              return null;
            });
  }

  @Test
  void whateverHappensIsToldToAllWithTheSameFigures() throws ReflectiveOperationException {
    PipelineMetrics all = new MetricsFanOut(listener("first"), listener("second"));
    for (Method method : PipelineMetrics.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        told.clear();
        Object[] arguments = arguments(method);

        method.invoke(all, arguments);

        String what =
            method.getName() + " " + (arguments.length == 0 ? null : Arrays.toString(arguments));
        assertThat(told).containsExactly("first " + what, "second " + what);
      }
    }
  }

  private static Object[] arguments(Method method) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == int.class) {
        arguments[i] = 10 + i;
      } else if (type == long.class) {
        arguments[i] = 10L + i;
      } else {
        arguments[i] = type == Stage.class ? Stage.FETCH : "reason";
      }
    }
    return arguments;
  }
}
