package io.clipstreams.topology.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.topology.fetch.ByteBudget.Reservation;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = new ByteBudget(100);

  @Test
  void bytesAreGrantedWhileThereAreSome() {
    assertThat(budget.reserve(60)).isCompleted();
    assertThat(budget.reserve(40)).isCompleted();
    assertThat(budget.reserve(1)).isNotDone();
    assertThat(budget.reserved()).isEqualTo(100);
  }

  @Test
  void theNextIsServedWhenBytesComeBack() {
    Reservation first = budget.reserve(100).join();
    CompletableFuture<Reservation> second = budget.reserve(50);
    first.close();
    assertThat(second).isCompleted();
  }

  @Test
  void aLargeRequestIsNotOvertaken() {
    Reservation first = budget.reserve(60).join();
    CompletableFuture<Reservation> large = budget.reserve(90);
    CompletableFuture<Reservation> small = budget.reserve(1);
    assertThat(small).isNotDone();
    first.close();
    assertThat(large).isCompleted();
    assertThat(small).isCompleted();
  }

  @Test
  void aRequestThatIsWithdrawnMakesRoom() {
    Reservation first = budget.reserve(60).join();
    CompletableFuture<Reservation> large = budget.reserve(90);
    CompletableFuture<Reservation> small = budget.reserve(40);
    large.cancel(false);
    assertThat(small).isCompleted();
    first.close();
    small.join().close();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void closingTwiceGivesBackOnce() {
    Reservation first = budget.reserve(60).join();
    budget.reserve(40).join();
    first.close();
    first.close();
    assertThat(budget.reserved()).isEqualTo(40);
  }

  @Test
  void moreThanThereIsAtAllIsRefused() {
    assertThatThrownBy(() -> budget.reserve(101)).isInstanceOf(IllegalArgumentException.class);
  }
}
