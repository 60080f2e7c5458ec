package ffrtmp.node.scheduler;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Says one thing until it is definitely answered, then ends: an answer that was lost or came late
 * is no reason to decide anew.
 */
final class Errand {

  sealed interface Message {}

  private record Answered(Object answer) implements Message {}

  private record Again() implements Message {}

  private Errand() {}

  /**
   * @param say sends the command, with where to answer
   * @param definite whether an answer settles the matter
   * @param done is told the definite answer, on the errand's thread
   */
  static <R> Behavior<Message> create(
      Class<R> type,
      Duration again,
      Consumer<ActorRef<R>> say,
      Predicate<R> definite,
      Consumer<R> done) {
    return Behaviors.setup(
        context -> {
          ActorRef<R> replyTo = context.messageAdapter(type, Answered::new);
          return Behaviors.withTimers(
              (TimerScheduler<Message> timers) -> {
                timers.startTimerWithFixedDelay(new Again(), again);
                say.accept(replyTo);
                return Behaviors.receive(Message.class)
                    .onMessage(
                        Again.class,
                        tick -> {
                          say.accept(replyTo);
                          return Behaviors.same();
                        })
                    .onMessage(
                        Answered.class,
                        answered -> {
                          R answer = type.cast(answered.answer());
                          if (!definite.test(answer)) return Behaviors.same();
                          done.accept(answer);
                          return Behaviors.stopped();
                        })
                    .build();
              });
        });
  }
}
