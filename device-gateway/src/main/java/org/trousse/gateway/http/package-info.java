/// The HTTP door: the same intake as MQTT, one outcome for each record.
@NullMarked
package org.trousse.gateway.http;

import org.jspecify.annotations.NullMarked;
