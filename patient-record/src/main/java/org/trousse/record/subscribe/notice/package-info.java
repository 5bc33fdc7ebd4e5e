/// What is sent to apps that subscribed: notification Bundles, which name readings and say nothing
/// of them, and their signature.
@NullMarked
package org.trousse.record.subscribe.notice;

import org.jspecify.annotations.NullMarked;
