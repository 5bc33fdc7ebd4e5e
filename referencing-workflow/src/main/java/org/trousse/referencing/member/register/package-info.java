/// The register of people: who is in which organisation, who is an officer, who was let in by whom,
/// and who is behind a request.
@NullMarked
package org.trousse.referencing.member.register;

import org.jspecify.annotations.NullMarked;
