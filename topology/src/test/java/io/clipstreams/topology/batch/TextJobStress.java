package io.clipstreams.topology.batch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.FF_Result;

/** Two workers each complete a slice of one job. */
@JCStressTest
@Outcome(id = "1.0, 2.0", expect = ACCEPTABLE, desc = "Complete, with both vectors")
@State
public class TextJobStress {

  private final TextJob job = new TextJob(List.of("one", "two"));
  private final Work.TextSlice first = job.nextSlice(1);
  private final Work.TextSlice second = job.nextSlice(1);

  @Actor
  public void oneWorker() {
    job.complete(first, List.of(new Embedding.Vector(new float[] {1})));
  }

  @Actor
  public void another() {
    job.complete(second, List.of(new Embedding.Vector(new float[] {2})));
  }

  @Arbiter
  public void whoWaitsForTheJob(FF_Result result) {
    float[][] vectors = job.encoded().getNow(new float[][] {{-1}, {-1}});
    result.r1 = vectors[0][0];
    result.r2 = vectors[1][0];
  }
}
