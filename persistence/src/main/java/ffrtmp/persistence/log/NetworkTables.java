package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import ffrtmp.protocol.port.NetworkPeak;
import ffrtmp.protocol.stream.Grain;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The history of network interfaces in tables of its own: minutes, and the peaks of hours and days,
 * which stay when the minutes have gone. One node writes what is its own; the row of another is
 * never touched.
 */
public final class NetworkTables implements NetworkHistory, AutoCloseable {
  private static final int KEY_CHARS = 255;

  private static final String UPDATE_MINUTE =
      """
      UPDATE network_minute SET samples = ?, receive_min = ?, receive_mean = ?, receive_max = ?,
        transmit_min = ?, transmit_mean = ?, transmit_max = ?
      WHERE node = ? AND nic = ? AND start_second = ?
      """;

  private static final String INSERT_MINUTE =
      """
      INSERT INTO network_minute (samples, receive_min, receive_mean, receive_max, transmit_min,
        transmit_mean, transmit_max, node, nic, start_second)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE_PEAK =
      """
      UPDATE network_peak SET receive = GREATEST(receive, ?), transmit = GREATEST(transmit, ?)
      WHERE node = ? AND nic = ? AND grain = ? AND start_second = ?
      """;

  private static final String INSERT_PEAK =
      """
      INSERT INTO network_peak (receive, transmit, node, nic, grain, start_second)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String MINUTES =
      """
      SELECT start_second, samples, receive_min, receive_mean, receive_max, transmit_min,
        transmit_mean, transmit_max
      FROM network_minute WHERE node = ? AND nic = ? AND start_second >= ?
      ORDER BY start_second DESC LIMIT ?
      """;

  private static final String PEAKS =
      """
      SELECT start_second, receive, transmit FROM network_peak
      WHERE node = ? AND nic = ? AND grain = ? AND start_second >= ? ORDER BY start_second
      """;

  private final Queries queries;
  private final LogSettings.Retention retention;

  private NetworkTables(Queries queries, LogSettings.Retention retention) {
    this.queries = queries;
    this.retention = retention;
  }

  /** On a thread of its own. */
  public static NetworkTables create(Store store, LogSettings settings) {
    var queries = new Queries(store.dataSource(), "network", 1, settings.queryQueue());
    return new NetworkTables(queries, settings.retention());
  }

  @Override
  public CompletionStage<Void> record(NetworkMinute minute) {
    return queries
        .write(
            c -> {
              write(c, minute);
              expire(c, minute);
              return true;
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletionStage<List<NetworkMinute>> minutes(
      String node, String networkInterface, Instant since, int limit) {
    var values = List.of(key(node), key(networkInterface), since.getEpochSecond(), limit);
    return queries.run(
        c -> {
          Queries.Reader<NetworkMinute> reader = row -> minute(node, networkInterface, row);
          var newestFirst = new ArrayList<>(Queries.rows(c, MINUTES, values, reader));
          Collections.reverse(newestFirst);
          return newestFirst;
        });
  }

  @Override
  public CompletionStage<List<NetworkPeak>> hourlyPeaks(
      String node, String networkInterface, Instant since) {
    return peaks(node, networkInterface, Grain.HOUR, since);
  }

  @Override
  public CompletionStage<List<NetworkPeak>> dailyPeaks(
      String node, String networkInterface, Instant since) {
    return peaks(node, networkInterface, Grain.DAY, since);
  }

  /** Lets no further query in. */
  @Override
  public void close() {
    queries.close();
  }

  private CompletionStage<List<NetworkPeak>> peaks(
      String node, String networkInterface, Grain grain, Instant since) {
    var values = List.of(key(node), key(networkInterface), grain.seconds(), since.getEpochSecond());
    return queries.run(
        c ->
            Queries.rows(
                c,
                PEAKS,
                values,
                row ->
                    new NetworkPeak(
                        Instant.ofEpochSecond(row.getLong(1)),
                        row.getDouble(2),
                        row.getDouble(3))));
  }

  private static void write(Connection connection, NetworkMinute minute) throws SQLException {
    var receive = minute.receive();
    var transmit = minute.transmit();
    var node = key(minute.node());
    var nic = key(minute.networkInterface());
    long start = minute.start().getEpochSecond();
    List<Object> values =
        List.of(
            minute.samples(),
            receive.min(),
            receive.mean(),
            receive.max(),
            transmit.min(),
            transmit.mean(),
            transmit.max(),
            node,
            nic,
            start);
    upsert(connection, UPDATE_MINUTE, INSERT_MINUTE, values);
    for (var grain : List.of(Grain.HOUR, Grain.DAY)) {
      List<Object> peak =
          List.of(receive.max(), transmit.max(), node, nic, grain.seconds(), grain.floor(start));
      upsert(connection, UPDATE_PEAK, INSERT_PEAK, peak);
    }
  }

  private static void upsert(
      Connection connection, String update, String insert, List<Object> values)
      throws SQLException {
    if (Queries.update(connection, update, values) == 0) {
      Queries.update(connection, insert, values);
    }
  }

  /** A minute makes one other minute too old, so that there is never much to delete. */
  private void expire(Connection connection, NetworkMinute minute) throws SQLException {
    var node = key(minute.node());
    var nic = key(minute.networkInterface());
    var sql = "DELETE FROM network_minute WHERE node = ? AND nic = ? AND start_second < ?";
    long oldest = minute.start().minus(retention.networkMinutes()).getEpochSecond();
    Queries.update(connection, sql, List.of(node, nic, oldest));
    expire(connection, minute, Grain.HOUR, retention.networkHours());
    expire(connection, minute, Grain.DAY, retention.networkDays());
  }

  private static void expire(
      Connection connection, NetworkMinute minute, Grain grain, Duration kept) throws SQLException {
    var sql =
        "DELETE FROM network_peak WHERE node = ? AND nic = ? AND grain = ? AND start_second < ?";
    long oldest = minute.start().minus(kept).getEpochSecond();
    List<Object> values =
        List.of(key(minute.node()), key(minute.networkInterface()), grain.seconds(), oldest);
    Queries.update(connection, sql, values);
  }

  private static NetworkMinute minute(String node, String networkInterface, ResultSet row)
      throws SQLException {
    return new NetworkMinute(
        node,
        networkInterface,
        Instant.ofEpochSecond(row.getLong(1)),
        row.getInt(2),
        new Spread(row.getDouble(3), row.getDouble(4), row.getDouble(5)),
        new Spread(row.getDouble(6), row.getDouble(7), row.getDouble(8)));
  }

  private static String key(String name) {
    return Text.of(name, KEY_CHARS);
  }
}
