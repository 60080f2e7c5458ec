package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.KeyRing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Ends what runs under a key that stands no longer: answers that stream, answers that are waited
 * for, bodies that still arrive. It looks each second, so that two seconds after a key was revoked
 * nothing of its holder is left; a key that cannot be taken back costs nothing.
 */
final class KeyWatch {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Why a body broke off. */
  static final class Withdrawn extends RuntimeException {
    private static final long serialVersionUID = 1;

    Withdrawn() {
      super("the key was taken back", null, false, false);
    }
  }

  private record Watched(Admission.Admitted admitted, Runnable cut) {}

  private final ActorSystem<?> system;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

  KeyWatch(ActorSystem<?> system) {
    this.system = system;
  }

  /** Reads changed keys, and cuts off who lost theirs, each second until the system ends. */
  static KeyWatch start(ActorSystem<?> system, KeyRing keys) {
    KeyWatch watch = new KeyWatch(system);
    if (keys.changes()) {
      system
          .scheduler()
          .scheduleWithFixedDelay(
              EVERY,
              EVERY,
              () -> {
                keys.refresh();
                watch.sweep();
              },
              system.dispatchers().lookup(DispatcherSelector.blocking()));
    }
    return watch;
  }

  /** Has {@code work} answer the request, for as long as the caller's key stands. */
  CompletionStage<HttpResponse> over(
      Admission.Admitted admitted,
      HttpRequest request,
      Function<HttpRequest, CompletionStage<HttpResponse>> work) {
    if (!admitted.revocable()) return work.apply(request);
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    SharedKillSwitch body = KillSwitches.shared("body");
    Watched pending =
        new Watched(
            admitted,
            () -> {
              body.abort(new Withdrawn());
              answer.complete(Gate.unauthorized().response());
            });
    watched.add(pending);
    CompletionStage<HttpResponse> found;
    try {
      found = work.apply(guarded(request, body));
    } catch (RuntimeException e) {
      found = CompletableFuture.failedFuture(e);
    }
    found.whenComplete(
        (response, failure) -> {
          watched.remove(pending);
          if (failure != null) answer.completeExceptionally(failure);
          else if (!answer.complete(guarded(admitted, response)))
            response.discardEntityBytes(system);
        });
    return answer;
  }

  /** Cuts off everyone whose key stands no longer. */
  void sweep() {
    List<Watched> fallen = watched.stream().filter(one -> !one.admitted().stands()).toList();
    for (Watched one : fallen) {
      if (watched.remove(one)) one.cut().run();
    }
  }

  /** How many answers and bodies could be cut off now. */
  int open() {
    return watched.size();
  }

  private static HttpRequest guarded(HttpRequest request, SharedKillSwitch body) {
    RequestEntity entity = request.entity();
    if (entity.isStrict()) return request;
    if (!(entity instanceof HttpEntity.Default))
      return request.transformEntityDataBytes(body.flow());
    return request.withEntity(
        HttpEntities.create(
            entity.getContentType(),
            entity.getContentLengthOption().orElseThrow(),
            entity.getDataBytes().via(body.flow())));
  }

  /** The stream ends in order, so that its reader comes again, and learns that it may not. */
  private HttpResponse guarded(Admission.Admitted admitted, HttpResponse response) {
    if (response.entity().isStrict()) return response;
    // only while it really runs: an answer that nobody takes would be watched for ever
    Flow<ByteString, ByteString, ?> until =
        Flow.fromMaterializer(
            (materializer, attributes) -> {
              SharedKillSwitch end = KillSwitches.shared("answer");
              Watched running = new Watched(admitted, end::shutdown);
              watched.add(running);
              return Flow.<ByteString>create()
                  .via(end.flow())
                  .watchTermination(
                      (mine, ended) -> {
                        ended.whenComplete((done, failure) -> watched.remove(running));
                        return mine;
                      });
            });
    return response.transformEntityDataBytes(until);
  }
}
