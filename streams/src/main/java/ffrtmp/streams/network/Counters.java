package ffrtmp.streams.network;

/** Bytes that an interface has carried since the kernel began to count. */
record Counters(long received, long transmitted) {
  /** Both directions; a sum that does not fit is the greatest number. */
  long total() {
    long sum = received + transmitted;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
