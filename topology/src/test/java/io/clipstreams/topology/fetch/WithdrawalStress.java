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

/** A request is withdrawn at the moment at which it would be granted, and one waits behind it. */
@JCStressTest
@Outcome(id = "true, 4", expect = ACCEPTABLE, desc = "The next has its bytes, and nothing leaked")
@State
public class WithdrawalStress {

  private final ByteBudget budget = new ByteBudget(10);
  private final Reservation held = budget.reserve(10).join();
  private final CompletableFuture<Reservation> withdrawn = budget.reserve(10);
  private final CompletableFuture<Reservation> next = budget.reserve(4);

  @Actor
  public void comesBack() {
    held.close();
  }

  @Actor
  public void withdraws() {
    if (!withdrawn.cancel(false)) {
      withdrawn.join().close();
    }
  }

  @Arbiter
  public void afterwards(ZJ_Result result) {
    result.r1 = next.isDone();
    result.r2 = budget.reserved();
  }
}
