/// The signed software statement that registers an app's client (docs/software-statement.md), and
/// the keys that sign it.
@NullMarked
package org.trousse.catalogue.statement;

import org.jspecify.annotations.NullMarked;
