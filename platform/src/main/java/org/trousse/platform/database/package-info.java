/// Where the data lives: the folder that one platform claims, the address of its PostgreSQL, the
/// migrations of every house's schema and the roles that the houses log in with. All of it blocks:
/// it runs before the platform serves, or in a worker call.
@NullMarked
package org.trousse.platform.database;

import org.jspecify.annotations.NullMarked;
