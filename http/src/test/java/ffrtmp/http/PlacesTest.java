package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(4);

  @Test
  void oneTenantTakesHalfOfThemAtTheMost() {
    assertThat(places.enter("acme")).isTrue();
    assertThat(places.enter("acme")).isTrue();
    assertThat(places.enter("acme")).isFalse();
    assertThat(places.enter("other")).isTrue();
    assertThat(places.enter(null)).isTrue();
    assertThat(places.enter("third")).as("all are taken").isFalse();
    places.leave("acme");
    assertThat(places.enter("acme")).isTrue();
  }

  @Test
  void whoBelongsToNoTenantMayTakeThemAll() {
    for (int i = 0; i < 4; i++) assertThat(places.enter(null)).isTrue();
    assertThat(places.enter(null)).isFalse();
    places.leave(null);
    assertThat(places.enter("acme")).isTrue();
  }

  @Test
  void aSinglePlaceIsForTenantsToo() {
    Places one = new Places(1);
    assertThat(one.enter("acme")).isTrue();
    assertThat(one.enter("acme")).isFalse();
  }
}
