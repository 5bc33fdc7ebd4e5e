/// Blood-pressure series that patients started: kept with their protocol, so that a later change of
/// guideline changes no verdict, and what is to be measured next.
@NullMarked
package org.trousse.record.pressure.kept;

import org.jspecify.annotations.NullMarked;
