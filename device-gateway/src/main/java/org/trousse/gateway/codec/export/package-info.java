/// Files that a patient downloads from a vendor's portal or a phone and hands on: one file for each
/// format. Each row or record is judged alone.
@NullMarked
package org.trousse.gateway.codec.export;

import org.jspecify.annotations.NullMarked;
