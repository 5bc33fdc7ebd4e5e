/// The same door for people: a form, and the numbers as a table, a curve and a list, each with how
/// it is counted. View models are plain values; only the routes touch the web.
@NullMarked
package org.trousse.record.verify.page;

import org.jspecify.annotations.NullMarked;
