package org.trousse.referencing.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// axe-core as its library ships it, and the words that run it on a page. Both run in a world of
/// their own beside the page's scripts, so that a page cannot play the examiner.
final class AxeScript {
  /// WCAG 2.1, levels A and AA. Frames are pages of their own.
  static final String RUN =
      """
      axe.run(document, {
        iframes: false,
        resultTypes: ['violations'],
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}
      }).then(found => JSON.stringify({
        engine: found.testEngine.name + ' ' + found.testEngine.version,
        passes: found.passes.length,
        violations: found.violations.slice(0, 40).map(one => ({
          rule: one.id,
          impact: one.impact,
          count: one.nodes.length,
          help: one.help,
          elements: one.nodes.slice(0, 3).map(node => String(node.target[0]).slice(0, 400))
        }))
      }))\
      """;

  private static final String RESOURCE = "/axe.min.js";

  private AxeScript() {}

  /// Throws when the library is not there: the program is not whole.
  static String library() {
    try (InputStream in = AxeScript.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("axe-core is not among the libraries");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
