/// What Mon espace santé's own API (v1.5.2) would take of a record: which readings, as what, in
/// which transaction, and why not the others. Nothing is sent.
@NullMarked
package org.trousse.record.mes;

import org.jspecify.annotations.NullMarked;
