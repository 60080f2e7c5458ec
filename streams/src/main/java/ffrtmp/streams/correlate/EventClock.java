package ffrtmp.streams.correlate;

import ffrtmp.streams.line.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Event time: how far each series has come, and up to which second all of them have. It never goes
 * back. A time more than a day in the future moves nothing, since one damaged date would make all
 * that follows late; and one more than a day ahead of its series moves it only when the line after
 * it is as far ahead.
 */
final class EventClock {
  static final long NEVER = Long.MIN_VALUE / 4;

  /** Lines of several nginx workers may be out of order by so much. */
  private static final int DISORDER = 2;

  private static final int DAY = 86_400;

  private List<Mark> marks = new ArrayList<>();
  private Mark current = new Mark(new LogSeries("", ""));
  private long watermark = NEVER;
  private long newest = NEVER;
  private long limit = Long.MAX_VALUE;

  /** All series that exist, by index; what was known of one of them is kept by its name. */
  void series(List<LogSeries> all) {
    List<Mark> next = new ArrayList<>(all.size());
    for (LogSeries series : all) {
      Mark mark = new Mark(series);
      for (Mark old : marks) if (old.name.equals(series.name())) mark.take(old);
      next.add(mark);
    }
    marks = next;
  }

  void from(int series) {
    current = marks.get(series);
    current.idle = false;
  }

  void now(long second) {
    limit = second + DAY;
  }

  /** A line of the current series tells a time. True when the watermark rose. */
  boolean saw(long second) {
    if (second > limit || !current.believes(second)) return false;
    if (current.greatest > newest) newest = current.greatest;
    return rise();
  }

  /**
   * The series counts as read up to the newest time seen anywhere, until lines come from it. True
   * when the watermark rose.
   */
  boolean idle(int series) {
    marks.get(series).idle = true;
    return rise();
  }

  /** Everything has been read; then it is so many seconds later than the newest time. */
  void end(long beyond) {
    for (Mark mark : marks) newest = Math.max(newest, mark.doubtful);
    watermark = Math.max(watermark, newest + beyond);
  }

  private boolean rise() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < marks.size(); i++) least = Math.min(least, marks.get(i).watermark(newest));
    if (least <= watermark || least == Long.MAX_VALUE) return false;
    watermark = least;
    return true;
  }

  /** Every line up to here has been seen, but for late ones. */
  long watermark() {
    return watermark;
  }

  long watermark(int series) {
    return marks.get(series).watermark(newest);
  }

  /** The greatest time seen anywhere. */
  long newest() {
    return newest;
  }

  /** The tag that lines of the current series lack. */
  Slice hint() {
    return current.hint;
  }

  void write(OpenWriter out) {
    out.signed(watermark).signed(newest).number(marks.size());
    for (Mark mark : marks) {
      out.text(mark.name).signed(mark.greatest).signed(mark.doubtful).flag(mark.idle);
    }
  }

  void read(OpenReader in) {
    watermark = in.signed();
    newest = in.signed();
    for (int count = in.count(); count > 0; count--) {
      Mark mark = new Mark(new LogSeries(in.text(), ""));
      mark.greatest = in.signed();
      mark.doubtful = in.signed();
      mark.idle = in.flag();
      marks.add(mark);
    }
  }

  /** How far one series has come. */
  private static final class Mark {
    final String name;
    final Slice hint = new Slice();
    long greatest = NEVER;
    long doubtful = NEVER;
    boolean idle;

    Mark(LogSeries series) {
      name = series.name();
      byte[] tag = series.serviceHint().getBytes(StandardCharsets.UTF_8);
      hint.set(tag, 0, tag.length);
    }

    void take(Mark old) {
      greatest = old.greatest;
      doubtful = old.doubtful;
      idle = old.idle;
    }

    /**
     * True when the greatest time rose. A leap ahead is doubted until the next line; when that one
     * is ahead as well, both are as the log is.
     */
    boolean believes(long second) {
      if (second <= greatest) {
        doubtful = NEVER;
        return false;
      }
      boolean leap = greatest != NEVER && second > greatest + DAY;
      long doubted = doubtful;
      doubtful = NEVER;
      if (!leap) {
        greatest = second;
        return true;
      }
      if (doubted == NEVER) {
        doubtful = second;
        return false;
      }
      greatest = Math.min(doubted, second);
      if (second <= greatest + DAY) greatest = second;
      else doubtful = second;
      return true;
    }

    long watermark(long newest) {
      return idle ? newest : greatest - DISORDER;
    }
  }
}
