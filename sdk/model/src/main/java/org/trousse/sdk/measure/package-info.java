/// What can be measured, on what and where, in which unit, and what the standards call it. Nothing
/// here knows of a device or a person.
@NullMarked
package org.trousse.sdk.measure;

import org.jspecify.annotations.NullMarked;
