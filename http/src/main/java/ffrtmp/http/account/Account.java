package ffrtmp.http.account;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request and its answer. A body that is there already is counted by its length; a
 * streamed one as it flows, so that a live stream shows while it lasts.
 *
 * <p>Invariant: each request is told once, with the bytes of its body that were received; and of
 * the answers that were made for it, the one that is sent.
 */
public final class Account {
  private static final AtomicLongFieldUpdater<Account> EARLY =
      AtomicLongFieldUpdater.newUpdater(Account.class, "early");
  private static final AttributeKey<Account> KEY = AttributeKey.create("account", Account.class);

  private final Accounts accounts;
  private final Verb verb;
  private final AtomicBoolean requestTold = new AtomicBoolean();

  private volatile Endpoint endpoint;
  private volatile Clients.Counter client;
  private volatile @Nullable Toll toll;
  private volatile Consumer<Throwable> broken = failure -> {};
  private volatile boolean requestFlows;
  private volatile boolean clientKnown;
  private volatile boolean overtaken;
  private long strictBytes;

  /** Bytes that came before it is settled whose they are; changed by {@link #EARLY} alone. */
  private volatile long early;

  Account(Accounts accounts, Verb verb) {
    this.accounts = accounts;
    this.verb = verb;
    endpoint = accounts.unmatched();
    client = accounts.clients().other();
  }

  /** The account of a request that passed {@link #received}. */
  public static Account of(HttpRequest request) {
    return request
        .getAttribute(KEY)
        .orElseThrow(() -> new IllegalStateException("a request without an account"));
  }

  /** The request with its body counted; everything else must see this one. */
  public HttpRequest received(HttpRequest request) {
    HttpRequest kept = request.addAttribute(KEY, this);
    long length = Entities.strictLength(request.entity());
    if (length >= 0) {
      strictBytes = length;
      return kept;
    }
    return kept.withEntity(Entities.counted(request.entity(), new Received(), null));
  }

  /** Its route is found; {@code template} is one that {@link Accounts} was made with. */
  public void route(String template) {
    endpoint = accounts.endpoint(template);
  }

  /**
   * Whose it is: the name of a key, or the id of a node, that is known to exist. The last word
   * before the answer counts, for what came before it too.
   */
  public void client(String name) {
    client = accounts.clients().of(name);
  }

  /** What its bytes cost whoever asks; those of a streamed answer are held back by it. */
  public void toll(Toll due) {
    toll = due;
  }

  /** Whom to tell when the answer's body breaks off where it comes from, its head being sent. */
  public void brokenAnswer(Consumer<Throwable> listener) {
    broken = listener;
  }

  /** The answer with its body counted, as the last thing that is done to it. */
  public HttpResponse answered(HttpResponse response) {
    return answered(response, overtaken);
  }

  /**
   * The answer that was made since the real one took too long; which of the two is sent is decided
   * elsewhere, so from now on both are counted only as they are sent.
   */
  public HttpResponse overtaken(HttpResponse response) {
    overtaken = true;
    return answered(response, true);
  }

  private HttpResponse answered(HttpResponse response, boolean whenSent) {
    clientKnown = true;
    settle();
    if (!requestFlows) tellRequest(strictBytes);
    int status = response.status().intValue();
    long length = verb == Verb.HEAD ? 0 : Entities.strictLength(response.entity());
    if (length >= 0 && !whenSent) {
      Sizes.add(endpoint.responses(verb, status), length);
      client.sent(length);
      pay(length);
      return response;
    }
    return response.withEntity(Entities.counted(response.entity(), new Sent(response), toll));
  }

  private void fromClient(long bytes) {
    EARLY.addAndGet(this, bytes);
    if (clientKnown) settle();
  }

  private void settle() {
    if (early > 0) client.received(EARLY.getAndSet(this, 0));
  }

  private void pay(long bytes) {
    Toll due = toll;
    if (due != null) due.pay(bytes);
  }

  private void tellRequest(long bytes) {
    if (!requestTold.compareAndSet(false, true)) return;
    Sizes.add(endpoint.requests(verb), bytes);
    fromClient(bytes);
    pay(bytes);
  }

  /** A streamed body of a request; it may be left unread, and is then told with the answer. */
  private final class Received implements CountedFlow.Body {
    private long bytes;

    @Override
    public void begins() {
      requestFlows = true;
    }

    @Override
    public void flows(long more) {
      bytes += more;
      Sizes.flow(endpoint.requests(verb), more);
      fromClient(more);
      pay(more);
    }

    /** Whoever reads it tells. */
    @Override
    public void fails(Throwable failure) {}

    @Override
    public void ends() {
      if (requestTold.compareAndSet(false, true)) Sizes.end(endpoint.requests(verb), bytes);
    }
  }

  /** A streamed body of an answer. */
  private final class Sent implements CountedFlow.Body {
    private final long[] cell;
    private final boolean live;
    private long bytes;

    Sent(HttpResponse response) {
      cell = endpoint.responses(verb, response.status().intValue());
      live = response.entity().getContentType().mediaType().equals(MediaTypes.TEXT_EVENT_STREAM);
    }

    @Override
    public void begins() {}

    @Override
    public void flows(long more) {
      bytes += more;
      Sizes.flow(cell, more);
      client.sent(more);
      if (live) accounts.live(more);
    }

    @Override
    public void fails(Throwable failure) {
      broken.accept(failure);
    }

    @Override
    public void ends() {
      Sizes.end(cell, bytes);
    }
  }
}
