/// Apps as the authorization server knows them, and the signed statements that describe them.
@NullMarked
package org.trousse.consent.app;

import org.jspecify.annotations.NullMarked;
