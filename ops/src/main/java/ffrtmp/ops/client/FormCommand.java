package ffrtmp.ops.client;

import ffrtmp.ops.client.show.Form;
import picocli.CommandLine.Option;

/** A command whose form is {@code --output}; all but one, where that word means a file. */
public abstract class FormCommand extends ClientCommand {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  Form form = Form.TABLE;

  protected FormCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Form form() {
    return form;
  }
}
