package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.BandwidthJson;
import ffrtmp.http.json.BandwidthJson.History;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Shows what clients download and what the network interface carries, now and before. */
final class BandwidthRoutes {
  private static final int USUAL_MINUTES = 60;
  private static final int MOST_MINUTES = 8 * 24 * 60;
  private static final Duration HOURLY = Duration.ofDays(7);
  private static final Duration DAILY = Duration.ofDays(400);

  private final Sessions sessions;
  private final NetworkMeter meter;
  private final NetworkHistory network;
  private final Clock clock;

  BandwidthRoutes(Ports ports) {
    sessions = ports.sessions();
    meter = ports.meter();
    network = ports.network();
    clock = ports.clock();
  }

  CompletionStage<HttpResponse> now(Exchange exchange) {
    return sessions
        .traffic(clock.instant())
        .thenApply(traffic -> Answers.json(200, BandwidthJson.of(traffic, meter.now())));
  }

  CompletionStage<HttpResponse> history(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    Integer said = query.integer("minutes", 1, MOST_MINUTES);
    if (!query.faults().isEmpty()) {
      return CompletableFuture.completedFuture(Problem.badFields(query.faults()).response());
    }
    Optional<Rate> rate = meter.now();
    return rate.map(known -> past(known, said == null ? USUAL_MINUTES : said))
        .orElseGet(() -> CompletableFuture.completedFuture(History.NONE))
        .thenApply(history -> Answers.json(200, BandwidthJson.history(rate, history)));
  }

  private CompletionStage<History> past(Rate of, int minutes) {
    Instant now = clock.instant();
    String node = of.node();
    String name = of.networkInterface();
    Instant since = now.truncatedTo(ChronoUnit.MINUTES).minus(minutes, ChronoUnit.MINUTES);
    var recent = network.minutes(node, name, since, minutes);
    var hours = network.hourlyPeaks(node, name, now.truncatedTo(ChronoUnit.HOURS).minus(HOURLY));
    var days = network.dailyPeaks(node, name, now.truncatedTo(ChronoUnit.DAYS).minus(DAILY));
    return recent
        .thenCombine(hours, (list, hourly) -> new History(list, hourly, History.NONE.dailyPeaks()))
        .thenCombine(
            days, (history, daily) -> new History(history.minutes(), history.hourlyPeaks(), daily));
  }
}
