package ffrtmp.http.guard;

import akka.Done;
import akka.NotUsed;
import akka.http.impl.engine.server.HttpAttributes;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.ResponseEntity;
import akka.http.javadsl.model.StatusCodes;
import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a connection and the handler of its requests, and ends the connection when its
 * address has too many, when a request's head does not come in time, and when bytes are sent or
 * taken too slowly. A head is only seen once it is whole: what is measured is the time without one,
 * from the connection's start or from the last answer on.
 */
public final class ConnectionGuard
    extends GraphStage<BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse>> {
  private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  /** What a head is waited for, as the keys of timers. */
  private static final GuardCounts.Cut FIRST = GuardCounts.Cut.NO_REQUEST;

  private static final GuardCounts.Cut NEXT = GuardCounts.Cut.IDLE;

  /** Smaller answers fit into the network's own buffers, whoever takes them. */
  private static final int PIECE = 64 << 10;

  private final Inlet<HttpRequest> requestIn = Inlet.create("ConnectionGuard.requestIn");
  private final Outlet<HttpRequest> requestOut = Outlet.create("ConnectionGuard.requestOut");
  private final Inlet<HttpResponse> answerIn = Inlet.create("ConnectionGuard.answerIn");
  private final Outlet<HttpResponse> answerOut = Outlet.create("ConnectionGuard.answerOut");
  private final BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse> shape =
      new BidiShape<>(requestIn, requestOut, answerIn, answerOut);

  private final GuardSettings settings;
  private final AddressCount addresses;
  private final GuardCounts counts;
  private final LongSupplier nanos;
  private final Seldom complaints;
  private final Runnable stillSending;

  private ConnectionGuard(
      GuardSettings settings, AddressCount addresses, GuardCounts counts, LongSupplier nanos) {
    this.settings = settings;
    this.addresses = addresses;
    this.counts = counts;
    this.nanos = nanos;
    complaints = new Seldom(BETWEEN_COMPLAINTS, nanos);
    stillSending = () -> counts.count(GuardCounts.Cut.STILL_SENDING);
  }

  /** One for all connections of a server, whose remote addresses must be among its attributes. */
  public static BidiFlow<HttpRequest, HttpRequest, HttpResponse, HttpResponse, NotUsed> create(
      GuardSettings settings, GuardCounts counts, LongSupplier nanos) {
    AddressCount addresses = new AddressCount(settings.connectionsPerAddress(), nanos);
    return BidiFlow.fromGraph(new ConnectionGuard(settings, addresses, counts, nanos));
  }

  @Override
  public BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic(
        attributes
            .getAttribute(HttpAttributes.RemoteAddress.class)
            .map(remote -> remote.address().getAddress()));
  }

  private final class Logic extends TimerGraphStageLogic {
    private final Optional<InetAddress> address;
    private boolean entered;
    private boolean answered;

    /** Requests that have no answer yet; while there is one, no head is waited for. */
    private int underWay;

    /** Completes when the body of the youngest request has arrived. */
    private CompletableFuture<Done> body = CompletableFuture.completedFuture(Done.getInstance());

    private Logic(Optional<InetAddress> address) {
      super(shape);
      this.address = address;
      setHandler(requestIn, new Requests());
      setHandler(answerIn, new Answers());
      setHandler(
          requestOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(requestIn);
            }
          });
      setHandler(
          answerOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              if (answered && underWay == 0) scheduleOnce(NEXT, settings.keepAlive());
              answered = false;
              pull(answerIn);
            }
          });
    }

    @Override
    public void preStart() {
      entered = address.map(addresses::enter).orElse(true);
      if (entered) scheduleOnce(FIRST, settings.headTimeout());
      else cut(GuardCounts.Cut.ADDRESS_LIMIT);
    }

    @Override
    public void postStop() {
      if (entered) address.ifPresent(addresses::leave);
    }

    @Override
    public void onTimer(Object key) {
      if (key instanceof GuardCounts.Cut reason) cut(reason);
    }

    private void cut(GuardCounts.Cut reason) {
      counts.count(reason);
      completeStage();
    }

    private final class Requests extends AbstractInHandler {
      @Override
      public void onPush() {
        cancelTimer(FIRST);
        cancelTimer(NEXT);
        underWay++;
        body = new CompletableFuture<>();
        push(requestOut, slowBodiesRefused(grab(requestIn), body));
      }

      @Override
      public void onUpstreamFailure(Throwable failure) {
        if (failure instanceof SSLException refused) complain(refused);
        failStage(failure);
      }

      /** The client has said all; its last request may still be being answered. */
      @Override
      public void onUpstreamFinish() {
        complete(requestOut);
      }
    }

    private final class Answers extends AbstractInHandler {
      @Override
      public void onPush() {
        answered = true;
        underWay--;
        HttpResponse answer = grab(answerIn);
        // of requests sent one behind the other only the youngest may have a body that still comes
        boolean early = underWay == 0 && !body.isDone();
        push(
            answerOut,
            early
                ? Lingering.until(body, answer, settings.linger(), late(answer))
                : slowTakersRefused(answer));
      }
    }
  }

  /** Whose body was too slow is counted as that already. */
  private Runnable late(HttpResponse answer) {
    return answer.status().equals(StatusCodes.REQUEST_TIMEOUT) ? () -> {} : stillSending;
  }

  private void complain(SSLException refused) {
    counts.count(GuardCounts.Cut.TLS);
    if (!complaints.now()) return;
    log.warn(
        "a client's TLS was refused: {} ({} since the start; one line a minute at the most)",
        String.valueOf(refused.getMessage()).replaceAll("\\p{Cntrl}", "?"),
        counts.of(GuardCounts.Cut.TLS));
  }

  /** {@code arrived} is completed when the body has. */
  private HttpRequest slowBodiesRefused(HttpRequest request, CompletableFuture<Done> arrived) {
    Runnable ended = () -> arrived.complete(Done.getInstance());
    RequestEntity body = request.entity();
    if (body.isStrict()) {
      ended.run();
      return request;
    }
    Waiting waiting = Waiting.forSender(settings, counts, ended, nanos);
    if (body instanceof HttpEntity.Default known) {
      return request.withEntity(
          HttpEntities.create(
              known.getContentType(), known.getContentLength(), known.getDataBytes().via(waiting)));
    }
    return request.withEntity(
        HttpEntities.createChunked(body.getContentType(), body.getDataBytes().via(waiting)));
  }

  /** In pieces, since how the client takes one is only seen when the next is asked for. */
  private HttpResponse slowTakersRefused(HttpResponse answer) {
    ResponseEntity body = answer.entity();
    if (body instanceof HttpEntity.Strict strict) {
      ByteString bytes = strict.getData();
      return bytes.size() <= PIECE
          ? answer
          : answer.withEntity(inTime(body.getContentType(), bytes.size(), pieces(bytes)));
    }
    if (body instanceof HttpEntity.Default known) {
      return answer.withEntity(
          inTime(known.getContentType(), known.getContentLength(), known.getDataBytes()));
    }
    return answer.withEntity(
        HttpEntities.createChunked(
            body.getContentType(),
            body.getDataBytes().via(Waiting.forTaker(settings, counts, nanos))));
  }

  private ResponseEntity inTime(ContentType type, long length, Source<ByteString, ?> bytes) {
    return HttpEntities.create(type, length, bytes.via(Waiting.forTaker(settings, counts, nanos)));
  }

  private static Source<ByteString, ?> pieces(ByteString bytes) {
    return Source.unfold(
        bytes,
        left ->
            left.isEmpty()
                ? Optional.empty()
                : Optional.of(Pair.create(left.drop(PIECE), left.take(PIECE))));
  }
}
