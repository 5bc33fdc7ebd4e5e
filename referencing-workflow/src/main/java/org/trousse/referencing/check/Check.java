package org.trousse.referencing.check;

import java.util.List;
import org.trousse.referencing.finding.Finding;

/// One automatic check of one criterion.
public interface Check {
  /// E.g. `GOV-03`.
  String criterion();

  /// What must be looked at; empty when nothing can be, and [#judge] says why.
  List<Look> looks(Subject subject);

  /// What it means. A sight that is missing or [Sight.NotSeen] is no pass.
  Finding judge(Subject subject, Seen seen);
}
