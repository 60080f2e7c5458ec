package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.audit.Form;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that hold the journal against the tables. */
final class AuditFlags {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  Form output = Form.TABLE;

  @Mixin StoreFlags store = new StoreFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.WARN);
}
