/// Checks of what anybody can see of an app from outside: its addresses, hosts and pages.
@NullMarked
package org.trousse.referencing.check.web;

import org.jspecify.annotations.NullMarked;
