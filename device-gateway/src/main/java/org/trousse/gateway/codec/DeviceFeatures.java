package org.trousse.gateway.codec;

import org.jspecify.annotations.Nullable;

/// What a device declared of itself once, which its records do not repeat.
///
/// @param cgmE2eCrc whether the CGM Feature (0x2AA8) says that records end in a checksum; null when
///   it was never read: then the size of a record tells
public record DeviceFeatures(@Nullable Boolean cgmE2eCrc) {
  /// Nothing is known.
  public static final DeviceFeatures UNKNOWN = new DeviceFeatures(null);
}
