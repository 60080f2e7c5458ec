package ffrtmp.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import ffrtmp.http.problem.Problem;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with server-sent events, as many streams at a time as the settings allow. */
final class LiveStreams {
  private final HttpSettings.Events settings;
  private final AtomicInteger open = new AtomicInteger();

  LiveStreams(HttpSettings.Events settings) {
    this.settings = settings;
  }

  /** The events as they come, with heartbeats in their silences. */
  HttpResponse answer(Source<ByteString, NotUsed> events) {
    if (open.get() >= settings.streams()) {
      return Problem.of(503, "too many live streams are open")
          .withHeader("Retry-After", "5")
          .response();
    }
    var body =
        counted(events)
            .keepAlive(settings.heartbeat(), () -> ServerSentEvents.HEARTBEAT)
            .prepend(Source.single(ServerSentEvents.OPENING));
    return HttpResponse.create()
        .addHeader(HttpHeader.parse("Cache-Control", "no-cache"))
        .addHeader(HttpHeader.parse("X-Accel-Buffering", "no"))
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), body));
  }

  /** Counts from when the stream really runs: an answer that nobody takes counts nothing. */
  private <T> Source<T, ?> counted(Source<T, NotUsed> source) {
    return Source.lazySource(
            () -> {
              open.incrementAndGet();
              return source;
            })
        .watchTermination(
            (running, end) -> {
              running.thenAccept(
                  started -> end.whenComplete((done, failure) -> open.decrementAndGet()));
              return NotUsed.getInstance();
            });
  }
}
