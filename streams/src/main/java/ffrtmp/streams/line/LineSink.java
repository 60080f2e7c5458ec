package ffrtmp.streams.line;

/** Takes lines as they are parsed, in the order of the file. */
public interface LineSink {
  void access(AccessLine line);

  void stream(StreamLine line);

  void damaged(Damage reason);
}
