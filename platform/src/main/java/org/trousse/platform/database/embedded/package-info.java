/// The PostgreSQL that the platform brings along: unpacked, made and started in the data folder by
/// us, so that it is durable, comes back after any kind of death, and runs where the platform was
/// started as root. Stopping it last is the platform's business.
@NullMarked
package org.trousse.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
