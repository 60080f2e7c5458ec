package ffrtmp.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import ffrtmp.http.access.Caller;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers with server-sent events, as many streams at a time as the settings allow. */
final class LiveStreams {
  private final HttpSettings.Events settings;
  private final Places places;
  private final LongAdder refused = new LongAdder();
  private final LongAdder slow = new LongAdder();

  LiveStreams(HttpSettings.Events settings) {
    this.settings = settings;
    places = new Places(settings.streams());
  }

  /** The events as they come, with heartbeats in their silences. */
  HttpResponse answer(Caller caller, Source<ByteString, NotUsed> events) {
    if (!places.isFree(caller.tenant())) {
      refused.increment();
      return Problem.of(503, "too many live streams are open")
          .withHeader("Retry-After", "5")
          .response();
    }
    var watcher = new Watched(caller.tenant());
    var body = events.via(new LiveBody(settings, watcher, System::nanoTime));
    return HttpResponse.create()
        .addHeader(HttpHeader.parse("Cache-Control", "no-cache"))
        .addHeader(HttpHeader.parse("X-Accel-Buffering", "no"))
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), body));
  }

  void read(Consumer<Reading> to) {
    to.accept(new Reading.Value(Metric.SSE_STREAMS, List.of(), places.taken()));
    to.accept(new Reading.Value(Metric.SSE_REFUSED, List.of(), (double) refused.sum()));
    to.accept(new Reading.Value(Metric.SSE_SLOW_READERS, List.of(), (double) slow.sum()));
  }

  /** Counts from when a stream really runs: an answer that nobody takes counts nothing. */
  private final class Watched implements LiveBody.Watcher {
    private final @Nullable String tenant;

    Watched(@Nullable String tenant) {
      this.tenant = tenant;
    }

    @Override
    public void begins() {
      places.take(tenant);
    }

    @Override
    public void tooSlow() {
      slow.increment();
    }

    @Override
    public void ends() {
      places.leave(tenant);
    }
  }
}
