/// What this site is: how apps are referenced, the register, accessibility, legal and privacy
/// pages.
@NullMarked
package org.trousse.catalogue.page.about;

import org.jspecify.annotations.NullMarked;
