package org.trousse.platform.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trousse.platform.Settings;
import org.trousse.platform.watch.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `trousse serve`
@Command(name = "serve", description = "Runs the platform until it is stopped.")
public final class ServeCommand implements Callable<Integer> {
  @Mixin private Settings settings = new Settings();

  @Override
  public Integer call() {
    Logs.toStandardError();
    Running running = Running.open(settings, false);
    running.platform().listen(List.of(), Map.of()).await();
    running.folder().announce(settings.publicUrl());
    System.out.println("Trousse listens on " + settings.publicUrl() + " (Ctrl-C stops it).");
    running.untilStopped();
    return 0;
  }
}
