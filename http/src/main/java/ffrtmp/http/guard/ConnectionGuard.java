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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Stands between a connection and the handler of its requests, and ends the connection when its
 * address has too many, when a request's head does not come in time, and when bytes are sent or
 * taken too slowly. A head is only seen once it is whole: what is measured is the time without one,
 * from the connection's start or from the last answer on.
 */
public final class ConnectionGuard
    extends GraphStage<BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse>> {
  private static final String HEAD = "head";

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
  private final LongSupplier nanos;

  private ConnectionGuard(GuardSettings settings, AddressCount addresses, LongSupplier nanos) {
    this.settings = settings;
    this.addresses = addresses;
    this.nanos = nanos;
  }

  /** One for all connections of a server, whose remote addresses must be among its attributes. */
  public static BidiFlow<HttpRequest, HttpRequest, HttpResponse, HttpResponse, NotUsed> create(
      GuardSettings settings, LongSupplier nanos) {
    AddressCount addresses = new AddressCount(settings.connectionsPerAddress(), nanos);
    return BidiFlow.fromGraph(new ConnectionGuard(settings, addresses, nanos));
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
              if (answered && underWay == 0) scheduleOnce(HEAD, settings.keepAlive());
              answered = false;
              pull(answerIn);
            }
          });
    }

    @Override
    public void preStart() {
      entered = address.map(addresses::enter).orElse(true);
      if (!entered) completeStage();
      else scheduleOnce(HEAD, settings.headTimeout());
    }

    @Override
    public void postStop() {
      if (entered) address.ifPresent(addresses::leave);
    }

    @Override
    public void onTimer(Object key) {
      completeStage();
    }

    private final class Requests extends AbstractInHandler {
      @Override
      public void onPush() {
        cancelTimer(HEAD);
        underWay++;
        body = new CompletableFuture<>();
        push(requestOut, slowBodiesRefused(grab(requestIn), body));
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
            early ? Lingering.until(body, answer, settings.linger()) : slowTakersRefused(answer));
      }
    }
  }

  /** {@code arrived} is completed when the body has. */
  private HttpRequest slowBodiesRefused(HttpRequest request, CompletableFuture<Done> arrived) {
    Runnable ended = () -> arrived.complete(Done.getInstance());
    RequestEntity body = request.entity();
    if (body.isStrict()) {
      ended.run();
      return request;
    }
    Waiting waiting = Waiting.forSender(settings, ended, nanos);
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
            body.getContentType(), body.getDataBytes().via(Waiting.forTaker(settings, nanos))));
  }

  private ResponseEntity inTime(ContentType type, long length, Source<ByteString, ?> bytes) {
    return HttpEntities.create(type, length, bytes.via(Waiting.forTaker(settings, nanos)));
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
