package io.clipstreams.topology.inflight;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two stream threads start images of a bucket that has not answered, and may hold one slot. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "One of them starts")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The other starts")
@State
public class BucketSharesStress {

  private final BucketShares shares = new BucketShares(4);

  @Actor
  public void oneThread(ZZ_Result result) {
    result.r1 = shares.tryStart("bucket");
  }

  @Actor
  public void another(ZZ_Result result) {
    result.r2 = shares.tryStart("bucket");
  }
}
