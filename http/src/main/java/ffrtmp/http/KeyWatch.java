package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.ResponseEntity;
import akka.stream.javadsl.Flow;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.KeyRing;
import java.time.Duration;
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

  private record Watched(Admission.Admitted admitted, CompletableFuture<HttpResponse> answer) {}

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
    if (request.entity().isStrict()) return awaited(admitted, work.apply(request));
    // whoever reads the body says what became of it when it breaks off
    return work.apply(guarded(admitted, request))
        .thenApply(response -> guarded(admitted, response));
  }

  private CompletionStage<HttpResponse> awaited(
      Admission.Admitted admitted, CompletionStage<HttpResponse> found) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    Watched pending = new Watched(admitted, answer);
    watched.add(pending);
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
    for (Watched one : watched) {
      if (!one.admitted().stands()) one.answer().complete(Gate.unauthorized().response());
    }
  }

  /** How many answers are waited for under keys that can be taken back. */
  int open() {
    return watched.size();
  }

  private static HttpRequest guarded(Admission.Admitted admitted, HttpRequest request) {
    RequestEntity body = request.entity();
    if (body.isStrict()) return request;
    WhileItStands watch = WhileItStands.failing(admitted, EVERY, new Withdrawn());
    return request.withEntity(Bodies.through(body, Flow.fromGraph(watch)));
  }

  private static HttpResponse guarded(Admission.Admitted admitted, HttpResponse response) {
    ResponseEntity body = response.entity();
    if (body.isStrict()) return response;
    return response.withEntity(
        Bodies.through(body, Flow.fromGraph(WhileItStands.completing(admitted, EVERY))));
  }
}
