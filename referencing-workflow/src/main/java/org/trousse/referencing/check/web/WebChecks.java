package org.trousse.referencing.check.web;

import java.util.List;
import org.trousse.referencing.check.Check;

/// The checks of this room, in the order of the specification.
public final class WebChecks {
  public static final List<Check> ALL =
      List.of(
          new SecurityTxtCheck(),
          new DrillCheck(),
          new DisclosureCheck(),
          new CountriesCheck(),
          new TlsCheck(),
          new NoticeCheck(),
          new AxeCheck());

  private WebChecks() {}
}
