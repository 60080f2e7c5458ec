package ffrtmp.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedTest {
  @ParameterizedTest
  @CsvSource({"283399,15520,18260", "91106,15520,5870", "1,2000,1", "1,2001,0", "0,5,0"})
  void aSpeedIsWholeBytesRoundedHalfUp(long bytes, long millis, long speed) {
    assertThat(Speed.overMillis(bytes, millis)).isEqualTo(speed);
  }

  @Test
  void overNoTimeThereIsNoSpeed() {
    assertThat(Speed.overMillis(5, 0)).isNull();
    assertThat(Speed.overMillis(5, -1)).isNull();
    assertThat(Speed.overSeconds(5, 0)).isNull();
  }

  @Test
  void aSpeedBeyondAllNumbersIsTheGreatestOne() {
    assertThat(Speed.overMillis(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void everySpeedIsRoundedAsDecimalsAre() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long bytes = random.nextLong(1L << 40);
      long millis = 1 + random.nextLong(100_000_000);
      long expected =
          BigDecimal.valueOf(bytes)
              .multiply(BigDecimal.valueOf(1000))
              .divide(BigDecimal.valueOf(millis), 0, RoundingMode.HALF_UP)
              .longValueExact();
      assertThat(Speed.overMillis(bytes, millis))
          .as("seed %d: %d bytes in %d ms", seed, bytes, millis)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B/s",
    "1,1 B/s",
    "1023,1023 B/s",
    "1024,1 KB/s",
    "1536,1.5 KB/s",
    "1034,1.01 KB/s",
    "10240,10 KB/s",
    "1048570,1023.99 KB/s",
    "1048575,1 MB/s",
    "52428800,50 MB/s",
    "125000000,119.21 MB/s",
    "1250000000,1.16 GB/s",
    "9223372036854775807,8 EB/s"
  })
  void aSpeedForPeopleIsInUnitsOf1024WithoutTrailingZeros(long speed, String text) {
    assertThat(Speed.format(speed)).isEqualTo(text);
  }
}
