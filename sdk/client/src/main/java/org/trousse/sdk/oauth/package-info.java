/// How an app gets a patient's permission and keeps it: SMART App Launch 2.2, FAPI 2.0 and the
/// device flow (RFC 8628). Nothing throws because of what a server answers: see `Answer`.
@NullMarked
package org.trousse.sdk.oauth;

import org.jspecify.annotations.NullMarked;
