package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogDatabase.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import ffrtmp.protocol.port.NetworkPeak;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTablesTest {
  private static final Instant DAY = T0.truncatedTo(ChronoUnit.DAYS);

  private LogDatabase db;
  private NetworkTables network;

  private void open(Store.Kind kind) {
    db = new LogDatabase(kind);
    network = NetworkTables.create(db.store, db.settings);
  }

  @AfterEach
  void close() {
    network.close();
    db.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void minutesComeOldestFirstAndTheSameMinuteAgainReplacesIt(Store.Kind kind) {
    open(kind);
    for (int i = 0; i < 5; i++) record(minute("n1", "eth0", i, 100 + i));
    record(minute("n1", "eth1", 1, 7));
    record(minute("n2", "eth0", 1, 8));
    record(minute("n1", "eth0", 2, 500));
    assertThat(answer(network.minutes("n1", "eth0", DAY.plusSeconds(60), 10)))
        .containsExactly(
            minute("n1", "eth0", 1, 101),
            minute("n1", "eth0", 2, 500),
            minute("n1", "eth0", 3, 103),
            minute("n1", "eth0", 4, 104));
    assertThat(answer(network.minutes("n1", "eth0", DAY, 2)))
        .as("the newest ones")
        .containsExactly(minute("n1", "eth0", 3, 103), minute("n1", "eth0", 4, 104));
    assertThat(answer(network.minutes("n3", "eth0", DAY, 10))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void peaksAreTheGreatestOfTheirHoursAndDays(Store.Kind kind) {
    open(kind);
    record(minute("n1", "eth0", 59, 300));
    record(minute("n1", "eth0", 60, 900));
    record(minute("n1", "eth0", 61, 200));
    record(minute("n1", "eth0", 24 * 60, 50));
    assertThat(answer(network.hourlyPeaks("n1", "eth0", DAY)))
        .containsExactly(
            new NetworkPeak(DAY, 300, 600),
            new NetworkPeak(DAY.plusSeconds(3_600), 900, 1_800),
            new NetworkPeak(DAY.plusSeconds(86_400), 50, 100));
    assertThat(answer(network.dailyPeaks("n1", "eth0", DAY)))
        .containsExactly(
            new NetworkPeak(DAY, 900, 1_800), new NetworkPeak(DAY.plusSeconds(86_400), 50, 100));
    assertThat(answer(network.dailyPeaks("n1", "eth0", DAY.plusSeconds(1)))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void minutesGoAfterEightDaysAndPeaksLater(Store.Kind kind) throws SQLException {
    open(kind);
    record(minute("n1", "eth0", 0, 10));
    record(minute("n2", "eth0", 0, 10));
    record(minute("n1", "eth0", 9 * 24 * 60, 20));
    assertThat(answer(network.minutes("n1", "eth0", DAY, 10))).hasSize(1);
    assertThat(answer(network.minutes("n2", "eth0", DAY, 10))).hasSize(1);
    assertThat(answer(network.hourlyPeaks("n1", "eth0", DAY))).hasSize(2);
    record(minute("n1", "eth0", 101 * 24 * 60, 30));
    assertThat(answer(network.hourlyPeaks("n1", "eth0", DAY))).hasSize(2);
    assertThat(answer(network.dailyPeaks("n1", "eth0", DAY))).hasSize(3);
    assertThat(db.count("network_minute")).isEqualTo(2);
  }

  private void record(NetworkMinute minute) {
    answer(network.record(minute));
  }

  private static NetworkMinute minute(String node, String nic, int at, double most) {
    return new NetworkMinute(
        node,
        nic,
        DAY.plusSeconds(60L * at),
        60,
        new Spread(1, most / 2, most),
        new Spread(2, most, most * 2));
  }
}
