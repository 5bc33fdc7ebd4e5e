package org.trousse.referencing.check.roll;

import java.util.List;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.device.BrokerCheck;
import org.trousse.referencing.check.device.UdiCheck;
import org.trousse.referencing.check.file.AuditSampleCheck;
import org.trousse.referencing.check.release.ReleaseChecks;
import org.trousse.referencing.check.web.WebChecks;

/// Every check but those of the app's behaviour in the sandbox.
public final class CheckRoll {
  public static final List<Check> ALL =
      Stream.of(
              WebChecks.ALL,
              ReleaseChecks.ALL,
              List.<Check>of(new AuditSampleCheck(), new UdiCheck(), new BrokerCheck()))
          .flatMap(List::stream)
          .toList();

  private CheckRoll() {}
}
