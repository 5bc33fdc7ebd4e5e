/// The glucose profile of a sensor: how long in each range, mean, GMI and CV where they rest on
/// enough, the day's curve, events and days. Numbers come from `glucose`; this room says them.
@NullMarked
package org.trousse.record.page.profile;

import org.jspecify.annotations.NullMarked;
