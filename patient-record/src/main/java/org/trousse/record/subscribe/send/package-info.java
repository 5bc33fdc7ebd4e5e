/// Notifications on their way: claimed by one process, asked about rights before each attempt, sent
/// in order to addresses that may be called, tried again and given up by the rules of
/// `org.trousse.record.subscribe`.
@NullMarked
package org.trousse.record.subscribe.send;

import org.jspecify.annotations.NullMarked;
