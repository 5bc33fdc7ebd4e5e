/// Merkle trees as Certificate Transparency hashes them (RFC 6962 §2.1), their proofs, and signed
/// tree heads as C2SP writes them (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
@NullMarked
package org.trousse.record.merkle;

import org.jspecify.annotations.NullMarked;
