package ffrtmp.ops.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the command among its arguments. The flags of the server may stand before the words of the
 * command, between them or after; here they are moved behind, where the command reads them.
 *
 * @param leaf empty where only the group was said
 * @param rest all but the two words
 */
record Arguments(String group, String leaf, List<String> rest) {
  private static final Set<String> WITH_VALUE =
      Set.of("--master", "--api-key", "--config", "--ca", "--cert", "--key", "--output", "-o");
  private static final String ALONE = "--insecure-skip-verify";
  private static final String LONG_OUTPUT = "--output";

  /** Absent where the arguments are of no command that asks a server. */
  static Optional<Arguments> read(String[] args) {
    List<String> moved = new ArrayList<>();
    int group = skipFlags(args, 0, moved);
    if (group == args.length || !ClientCommands.GROUPS.contains(args[group])) {
      return Optional.empty();
    }
    int leaf = skipFlags(args, group + 1, moved);
    boolean known = leaf < args.length && ClientCommands.has(args[group], args[leaf]);
    List<String> rest =
        new ArrayList<>(List.of(args).subList(known ? leaf + 1 : leaf, args.length));
    if (known) rest.addAll(0, moved);
    return Optional.of(new Arguments(args[group], known ? args[leaf] : "", rest));
  }

  /** Moves the flags of the server from here on; gives where something else stands. */
  private static int skipFlags(String[] args, int from, List<String> moved) {
    int i = from;
    while (i < args.length) {
      String name = args[i].split("=", 2)[0];
      if (WITH_VALUE.contains(name) && !args[i].contains("=") && i + 1 < args.length) {
        moved.add(shortened(args[i]));
        moved.add(args[i + 1]);
        i += 2;
      } else if (name.equals(ALONE) || (WITH_VALUE.contains(name) && args[i].contains("="))) {
        moved.add(shortened(args[i]));
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  /** Behind {@code jobs submit} the long word is the job's output. */
  private static String shortened(String arg) {
    return arg.startsWith(LONG_OUTPUT) ? "-o" + arg.substring(LONG_OUTPUT.length()) : arg;
  }
}
