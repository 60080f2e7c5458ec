package ffrtmp.persistence.read;

import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.read.Gaps.Range;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapsTest {
  private final Gaps gaps = new Gaps(10, Duration.ofSeconds(60));

  @Test
  void withoutGapsTheOffsetIsTheHighestPlace() {
    gaps.saw(11, T0);
    gaps.saw(12, T0);
    assertThat(gaps.offset()).isEqualTo(12);
    assertThat(gaps.open()).isEmpty();
  }

  @Test
  void aPassedPlaceStaysOpenAndHoldsTheOffsetBack() {
    gaps.saw(14, T0);
    gaps.saw(17, T0);
    gaps.saw(12, T0);
    assertThat(gaps.open())
        .containsExactly(new Range(11, 11), new Range(13, 13), new Range(15, 16));
    assertThat(gaps.offset()).isEqualTo(10);
    assertThat(gaps.seen()).isEqualTo(17);
  }

  @Test
  void aPlaceThatStaysEmptyIsGivenUpAfterThePatience() {
    gaps.saw(12, T0);
    gaps.expire(T0.plusSeconds(60));
    assertThat(gaps.offset()).isEqualTo(10);
    gaps.expire(T0.plusSeconds(61));
    assertThat(gaps.offset()).isEqualTo(12);
  }

  @Test
  void aGreatJumpIsRememberedOnlyUpToTheBound() {
    gaps.saw(1_000_000_000, T0);
    gaps.saw(1_000_000_002, T0);
    var first = gaps.open().get(0).first();
    assertThat(1_000_000_002 - first).isLessThanOrEqualTo(Gaps.MOST + 1);
    assertThat(gaps.open()).hasSize(2);
  }
}
