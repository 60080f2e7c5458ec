package ffrtmp.streams.correlate;

import ffrtmp.streams.line.Slice;

/** What tells one download of a service from another: a stretch of the path, or the host. */
enum Distinction {
  /** Nothing: all that a client fetches at a time is one download. */
  NONE {
    @Override
    void find(Slice path, Slice host, Slice found) {
      found.clear();
    }
  },
  /** The depot's number of {@code /depot/N/…}. */
  DEPOT {
    @Override
    void find(Slice path, Slice host, Slice found) {
      partBehind(path, "/depot/", found);
    }
  },
  /** The game of {@code /tpr/GAME/…}. */
  GAME {
    @Override
    void find(Slice path, Slice host, Slice found) {
      partBehind(path, "/tpr/", found);
    }
  },
  /** The first part of the path that is a GUID: the title. */
  TITLE {
    @Override
    void find(Slice path, Slice host, Slice found) {
      found.clear();
      for (int start = 1; start < path.length(); ) {
        int end = partEnd(path, start);
        if (isGuid(path, start, end)) {
          found.set(path.data(), path.from() + start, end - start);
          return;
        }
        if (end < path.length() && path.at(end) == '?') return;
        start = end + 1;
      }
    }
  },
  /** The first five parts of the path: the build. */
  BUILD {
    @Override
    void find(Slice path, Slice host, Slice found) {
      found.clear();
      if (path.isEmpty() || path.at(0) != '/') return;
      int end = 0;
      for (int part = 0; part < BUILD_PARTS; part++) {
        if (end >= path.length() || path.at(end) != '/') break;
        end = partEnd(path, end + 1);
      }
      set(path, 1, end, found);
    }
  },
  /** The host. */
  HOST {
    @Override
    void find(Slice path, Slice host, Slice found) {
      set(host, 0, host.length(), found);
    }
  };

  private static final int BUILD_PARTS = 5;
  private static final int GUID_LENGTH = 36;
  private static final int MAX_LENGTH = 256;

  /**
   * Sets {@code found} to what tells this download from others, at most 256 bytes; empty where the
   * path has another form.
   */
  abstract void find(Slice path, Slice host, Slice found);

  static Distinction of(String service) {
    return switch (service) {
      case "steam" -> DEPOT;
      case "xboxlive" -> TITLE;
      case "epicgames" -> BUILD;
      case "blizzard" -> GAME;
      case "riot" -> HOST;
      default -> NONE;
    };
  }

  private static void partBehind(Slice path, String prefix, Slice found) {
    found.clear();
    int length = prefix.length();
    if (path.length() <= length) return;
    for (int i = 0; i < length; i++) if (path.at(i) != prefix.charAt(i)) return;
    set(path, length, partEnd(path, length), found);
  }

  private static void set(Slice from, int start, int end, Slice found) {
    int length = Math.min(end - start, MAX_LENGTH);
    if (length > 0) found.set(from.data(), from.from() + start, length);
    else found.clear();
  }

  private static int partEnd(Slice path, int start) {
    int at = start;
    while (at < path.length() && path.at(at) != '/' && path.at(at) != '?') at++;
    return at;
  }

  private static boolean isGuid(Slice path, int start, int end) {
    if (end - start != GUID_LENGTH) return false;
    for (int i = 0; i < GUID_LENGTH; i++) {
      byte at = path.at(start + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? at != '-' : Character.digit(at, 16) < 0) return false;
    }
    return true;
  }
}
