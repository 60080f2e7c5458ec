package ffrtmp.streams.tail;

/** How a log file is stored, as its name tells. */
enum Packing {
  PLAIN(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private final String suffix;

  Packing(String suffix) {
    this.suffix = suffix;
  }

  static Packing of(String name) {
    if (name.endsWith(GZIP.suffix)) return GZIP;
    return name.endsWith(ZSTD.suffix) ? ZSTD : PLAIN;
  }

  String strip(String name) {
    return name.substring(0, name.length() - suffix.length());
  }
}
