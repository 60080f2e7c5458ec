package ffrtmp.http;

import akka.util.ByteString;
import ffrtmp.http.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a batch into its jobs as its bytes arrive, without understanding more of them than where one
 * ends: lines, or the elements of one array. A job that is too long is dropped and named in its
 * place; what follows it is still read. Holds at most one job's bytes.
 */
final class BatchSplitter {
  /** What was cut out: a job's bytes, or what stands in its place. */
  sealed interface Piece {
    record Item(ByteString json) implements Piece {}

    /** Nothing after it is read when it is the {@code last}. */
    record Bad(Problem problem, boolean last) implements Piece {}
  }

  private enum Where {
    BEFORE,
    INSIDE,
    AFTER,
    /** Something was wrong with the whole: the rest is not looked at. */
    LOST
  }

  private final boolean lines;
  private final int itemLimit;
  private final int most;
  private final ByteArrayOutputStream item = new ByteArrayOutputStream();
  private List<Piece> pieces = new ArrayList<>();
  private Where where;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean tooLong;
  private boolean blank = true;
  private int count;

  /**
   * @param lines whether each line is a job, else the whole is an array
   * @param itemLimit bytes of one job
   * @param most jobs in all
   */
  BatchSplitter(boolean lines, int itemLimit, int most) {
    this.lines = lines;
    this.itemLimit = itemLimit;
    this.most = most;
    where = lines ? Where.INSIDE : Where.BEFORE;
  }

  /** The jobs that end in {@code chunk}. */
  List<Piece> on(ByteString chunk) {
    for (int i = 0; i < chunk.length() && where != Where.LOST; i++) next(chunk.apply(i));
    return taken();
  }

  /** What the end leaves: the last line, or that the array has no end. */
  List<Piece> end() {
    if (where == Where.INSIDE && lines) finish();
    else if (where == Where.INSIDE || where == Where.BEFORE) lose(400, notAnArray());
    return taken();
  }

  /** The rest could not be read. */
  List<Piece> fail(Problem problem) {
    where = Where.LOST;
    pieces.add(new Piece.Bad(problem, true));
    return taken();
  }

  private void next(byte b) {
    if (where == Where.INSIDE && lines) line(b);
    else if (where == Where.INSIDE) element(b);
    else if (where == Where.BEFORE && b == '[') where = Where.INSIDE;
    else if (!isBlank(b)) lose(400, notAnArray());
  }

  private void line(byte b) {
    if (b == '\n') finish();
    else keep(b);
  }

  private void element(byte b) {
    if (inText) text(b);
    else if (depth == 0 && b == ',') finishElement();
    else if (depth == 0 && b == ']') close();
    else structure(b);
  }

  private void text(byte b) {
    if (escaped) escaped = false;
    else if (b == '\\') escaped = true;
    else if (b == '"') inText = false;
    keep(b);
  }

  private void structure(byte b) {
    if (b == '"') inText = true;
    else if (b == '{' || b == '[') depth++;
    else if (b == '}' || b == ']') depth = Math.max(0, depth - 1);
    keep(b);
  }

  private void close() {
    // only a list without any element may end right after a blank
    if (!blank || count > 0) finishElement();
    if (where == Where.INSIDE) where = Where.AFTER;
  }

  /** Between two commas an element must stand, if only a bad one. */
  private void finishElement() {
    blank = false;
    finish();
  }

  private void finish() {
    if (!blank && count == most) lose(413, "a batch has at most " + most + " jobs");
    else if (!blank) pieces.add(piece());
    if (!blank) count++;
    item.reset();
    tooLong = false;
    blank = true;
  }

  private Piece piece() {
    return tooLong
        ? new Piece.Bad(
            Problem.of(413, "a job of a batch has at most " + itemLimit + " bytes"), false)
        : new Piece.Item(ByteString.fromArrayUnsafe(item.toByteArray()));
  }

  private void keep(byte b) {
    if (!isBlank(b)) blank = false;
    if (item.size() < itemLimit) item.write(b);
    else if (!isBlank(b)) tooLong = true;
  }

  private void lose(int status, String detail) {
    where = Where.LOST;
    pieces.add(new Piece.Bad(Problem.of(status, detail), true));
  }

  private List<Piece> taken() {
    List<Piece> taken = pieces;
    pieces = new ArrayList<>();
    return taken;
  }

  private static String notAnArray() {
    return "a batch is one JSON array, or application/x-ndjson with a job in each line";
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
