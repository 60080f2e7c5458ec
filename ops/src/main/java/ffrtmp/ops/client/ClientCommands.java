package ffrtmp.ops.client;

import ffrtmp.ops.client.jobs.JobCancelCommand;
import ffrtmp.ops.client.jobs.JobExplainCommand;
import ffrtmp.ops.client.jobs.JobHistoryCommand;
import ffrtmp.ops.client.jobs.JobListCommand;
import ffrtmp.ops.client.jobs.JobLogsCommand;
import ffrtmp.ops.client.jobs.JobPauseCommand;
import ffrtmp.ops.client.jobs.JobResumeCommand;
import ffrtmp.ops.client.jobs.JobRetryCommand;
import ffrtmp.ops.client.jobs.JobStatusCommand;
import ffrtmp.ops.client.jobs.JobSubmitCommand;
import ffrtmp.ops.client.jobs.JobTopCommand;
import ffrtmp.ops.client.nodes.NodeDescribeCommand;
import ffrtmp.ops.client.nodes.NodeDrainCommand;
import ffrtmp.ops.client.nodes.NodeListCommand;
import ffrtmp.ops.client.nodes.NodeRemoveCommand;
import ffrtmp.ops.client.nodes.NodeResumeCommand;
import ffrtmp.ops.client.streams.DownloadsCommand;
import ffrtmp.ops.client.streams.SessionsCommand;
import ffrtmp.ops.client.streams.SourcesCommand;
import ffrtmp.ops.client.streams.SpeedCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands that ask a server. One of them can be made alone, since reading the flags of all
 * would take longer than the command.
 */
public final class ClientCommands {
  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "jobs", "Submits, shows and steers the jobs of a server.",
          "nodes", "Shows the nodes of a server, drains them, takes them out.",
          "streams", "Speeds out of cache logs.");
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "jobs",
          List.of(
              "submit", "list", "status", "cancel", "pause", "resume", "retry", "logs", "explain",
              "history", "top"),
          "nodes",
          List.of("list", "describe", "drain", "resume", "remove"),
          "streams",
          List.of("sources", "sessions", "downloads", "speed"));

  static final Set<String> GROUPS = NAMES.keySet();

  private ClientCommands() {}

  static boolean has(String group, String leaf) {
    return NAMES.getOrDefault(group, List.of()).contains(leaf);
  }

  /** Whether all commands of the group ask a server, so that none of it is elsewhere. */
  static boolean isWhole(String group) {
    return !group.equals("streams");
  }

  /** This one command, under the name that it has in the tree. */
  static CommandLine only(String group, String leaf, Surroundings surroundings) {
    CommandLine line = new CommandLine(create(group, leaf, surroundings));
    line.getCommandSpec().versionProvider(new Release());
    return line.setCommandName("ffrtmp " + group + " " + leaf);
  }

  /** A whole group and no other, for what is said of it. */
  static CommandLine only(String group, Surroundings surroundings) {
    CommandLine line = group(group);
    line.getCommandSpec().versionProvider(new Release());
    for (String leaf : NAMES.getOrDefault(group, List.of())) {
      line.addSubcommand(leaf, create(group, leaf, surroundings));
    }
    return line.setCommandName("ffrtmp " + group);
  }

  /** Hangs all of them into the tree of a program, into the groups that it has. */
  public static void addTo(CommandLine root, Surroundings surroundings) {
    for (String name : List.of("jobs", "nodes", "streams")) {
      CommandLine group = root.getSubcommands().get(name);
      if (group == null) {
        group = group(name);
        root.addSubcommand(name, group);
      }
      for (String leaf : NAMES.getOrDefault(name, List.of())) {
        group.addSubcommand(leaf, create(name, leaf, surroundings));
      }
    }
  }

  private static CommandLine group(String name) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new Group());
    spec.name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().description(DESCRIPTIONS.getOrDefault(name, ""));
    ((Group) spec.userObject()).spec = spec;
    return new CommandLine(spec);
  }

  /** Alone it shows what is in it. */
  private static final class Group implements Runnable {
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** A switch, so that only the class of the one that is wanted is loaded. */
  private static ClientCommand create(String group, String leaf, Surroundings surroundings) {
    return switch (group + " " + leaf) {
      case "jobs submit" -> new JobSubmitCommand(surroundings);
      case "jobs list" -> new JobListCommand(surroundings);
      case "jobs status" -> new JobStatusCommand(surroundings);
      case "jobs cancel" -> new JobCancelCommand(surroundings);
      case "jobs pause" -> new JobPauseCommand(surroundings);
      case "jobs resume" -> new JobResumeCommand(surroundings);
      case "jobs retry" -> new JobRetryCommand(surroundings);
      case "jobs logs" -> new JobLogsCommand(surroundings);
      case "jobs explain" -> new JobExplainCommand(surroundings);
      case "jobs history" -> new JobHistoryCommand(surroundings);
      case "jobs top" -> new JobTopCommand(surroundings);
      case "nodes list" -> new NodeListCommand(surroundings);
      case "nodes describe" -> new NodeDescribeCommand(surroundings);
      case "nodes drain" -> new NodeDrainCommand(surroundings);
      case "nodes resume" -> new NodeResumeCommand(surroundings);
      case "nodes remove" -> new NodeRemoveCommand(surroundings);
      case "streams sources" -> new SourcesCommand(surroundings);
      case "streams sessions" -> new SessionsCommand(surroundings);
      case "streams downloads" -> new DownloadsCommand(surroundings);
      case "streams speed" -> new SpeedCommand(surroundings);
      default -> throw new IllegalArgumentException(group + " " + leaf);
    };
  }
}
