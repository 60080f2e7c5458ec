package ffrtmp.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.Sessions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The downloads' live speeds. Between two rounds only the last state of each download is kept, so a
 * reader gets each at most twice a second; what waits for a slow one is bounded by {@link
 * #MOST_WAITING}, beyond which the port's source is held back.
 */
final class DownloadEvents {
  private static final Duration ROUND = Duration.ofMillis(500);
  private static final int MOST_WAITING = 10_000;

  private final Sessions sessions;
  private final LiveStreams streams;

  DownloadEvents(Sessions sessions, LiveStreams streams) {
    this.sessions = sessions;
    this.streams = streams;
  }

  CompletionStage<HttpResponse> follow(Exchange exchange) {
    Source<ByteString, NotUsed> events =
        sessions
            .follow()
            .batch(MOST_WAITING, DownloadEvents::first, DownloadEvents::next)
            .throttle(1, ROUND)
            .mapConcat(Map::values)
            .map(ServerSentEvents::of);
    return CompletableFuture.completedFuture(streams.answer(exchange.caller(), events));
  }

  private static Map<Long, DownloadInfo> first(DownloadInfo download) {
    return next(new LinkedHashMap<>(), download);
  }

  private static Map<Long, DownloadInfo> next(
      Map<Long, DownloadInfo> waiting, DownloadInfo download) {
    waiting.put(download.id(), download);
    return waiting;
  }
}
