package org.trousse.platform;

import java.io.PrintWriter;
import org.trousse.platform.command.BackupCommand;
import org.trousse.platform.command.CareCommands;
import org.trousse.platform.command.DemoCommand;
import org.trousse.platform.command.DeviceCommand;
import org.trousse.platform.command.KeysCommand;
import org.trousse.platform.command.MandateCommand;
import org.trousse.platform.command.OfficerCommand;
import org.trousse.platform.command.RestoreCommand;
import org.trousse.platform.command.ServeCommand;
import org.trousse.platform.command.TrailCommands;
import org.trousse.platform.refusal.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program's entry.
@Command(
    name = "trousse",
    mixinStandardHelpOptions = true,
    version = "Trousse " + Version.PRODUCT,
    description =
        "The open bridge between health apps, connected devices and the patient's record.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      DeviceCommand.class,
      KeysCommand.class,
      MandateCommand.class,
      OfficerCommand.class,
      CareCommands.Professionals.class,
      CareCommands.Spaces.class,
      BackupCommand.class,
      RestoreCommand.class,
      TrailCommands.Export.class,
      TrailCommands.Verify.class
    })
public final class Main implements Runnable {
  private static final int REFUSED = 2;
  private static final int FAILED = 1;

  @Override
  public void run() {
    new CommandLine(this).usage(System.out);
  }

  /// Exits with 0 when done, 2 when a setting or a wish is refused, 1 on a fault.
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setParameterExceptionHandler((wrong, given) -> {
          PrintWriter err = wrong.getCommandLine().getErr();
          err.println(wrong.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
          err.println("trousse help and docs/settings.md tell what there is.");
          return REFUSED;
        })
        .setExecutionExceptionHandler((fault, command, parsed) -> {
          if (fault instanceof Refusal) {
            command.getErr().println(fault.getMessage());
            return REFUSED;
          }
          fault.printStackTrace(command.getErr());
          return FAILED;
        })
        .execute(arguments);
  }
}
