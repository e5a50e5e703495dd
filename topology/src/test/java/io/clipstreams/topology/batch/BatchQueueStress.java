package io.clipstreams.topology.batch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A worker that runs out of work while some arrives: it takes it, or is to be woken for it. */
@JCStressTest
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The worker takes it before it rests")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The worker rests, and is woken for it")
@State
public class BatchQueueStress {

  private final BatchQueue<String> queue = new BatchQueue<>(32, 0, List.of());
  private final TextJob job = new TextJob(List.of("a text"));

  @Actor
  public void arrives(ZZ_Result result) {
    result.r1 = queue.add(job).isPresent();
  }

  @Actor
  public void runsOut(ZZ_Result result) {
    result.r2 = queue.next("worker").isPresent();
  }
}
