package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What the master was told of one attempt, and what it wants of it. Thread-safe: reports, answers
 * and the clock come from different threads.
 */
final class Conversation {
  private @Nullable Progress progress;
  private @Nullable String log;
  private @Nullable String unsentLog;
  private boolean paused;
  private boolean canceled;
  private boolean over;
  private boolean looking;
  private long saidNanos;
  private long logNanos;

  Conversation(long now) {
    saidNanos = now;
    logNanos = now;
  }

  /** Something of the attempt is on its way to the master. */
  synchronized void says(long now) {
    saidNanos = now;
  }

  synchronized void advanced(Progress newer) {
    progress = newer;
  }

  /** Its last word is being said: nothing else is of interest any more. */
  synchronized void ends() {
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
  }

  synchronized void cancel() {
    canceled = true;
  }

  synchronized boolean isCanceled() {
    return canceled;
  }

  /** Whether it has been silent for so long that the master is asked what it wants. */
  synchronized boolean beginLook(long now, long silenceNanos) {
    if (over || looking || now - saidNanos < silenceNanos) return false;
    looking = true;
    saidNanos = now;
    return true;
  }

  synchronized void endLook() {
    looking = false;
  }

  /** Whether the log is old enough to be read again; the asker then does. */
  synchronized boolean beginLog(long now, long everyNanos) {
    if (over || now - logNanos < everyNanos) return false;
    logNanos = now;
    return true;
  }

  /** The newest end of the log; sent with what is said next, if it says something new. */
  synchronized void logged(String text) {
    if (text.equals(log)) return;
    log = text;
    unsentLog = text;
  }

  /** What is to be said now, with the log where that is new. */
  synchronized ObjectNode words() {
    ObjectNode words = progress == null ? Wire.object() : Wire.tree(progress);
    if (progress != null && progress.percent() != null) {
      words.remove("percent");
      words.put("progress", progress.percent());
    }
    words.put("status", paused ? "paused" : "processing");
    if (unsentLog != null) words.put("logs", unsentLog);
    unsentLog = null;
    return words;
  }
}
