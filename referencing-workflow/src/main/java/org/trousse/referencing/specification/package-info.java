/// The specification as the public sees it: pages for people, JSON and schemas for machines.
@NullMarked
package org.trousse.referencing.specification;

import org.jspecify.annotations.NullMarked;
