package org.trousse.gateway.codec;

import java.util.List;
import org.trousse.sdk.reading.Payload;

/// A payload format: one file here, one page in `docs/formats`, one line in [Codecs].
public interface Format {
  /// What a topic's last level, a batch's `codec` and the HTTP door's `codec` call it.
  String word();

  /// Everything that a payload says, in its order; at least one [Said]. Nothing makes it throw.
  List<Said> decode(Payload payload);
}
