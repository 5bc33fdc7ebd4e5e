/// The catalogue's pages: words, addresses and how a page is sent.
@NullMarked
package org.trousse.catalogue.page;

import org.jspecify.annotations.NullMarked;
