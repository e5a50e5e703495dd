package io.clipstreams.topology.fetch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.clipstreams.topology.fetch.ByteBudget.Reservation;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** Bytes come back, and are asked for, at the same moment. */
@JCStressTest
@Outcome(id = "true, 10", expect = ACCEPTABLE, desc = "Whoever asked has them")
@State
public class ByteBudgetStress {

  private final ByteBudget budget = new ByteBudget(10);
  private final Reservation held = budget.reserve(10).join();
  private CompletableFuture<Reservation> asked;

  @Actor
  public void comesBack() {
    held.close();
  }

  @Actor
  public void isAskedFor() {
    asked = budget.reserve(10);
  }

  @Arbiter
  public void afterwards(ZJ_Result result) {
    result.r1 = asked.isDone();
    result.r2 = budget.reserved();
  }
}
