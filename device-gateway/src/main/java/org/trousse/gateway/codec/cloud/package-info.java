/// What vendors' clouds and phones' health stores give out as JSON: one file for each format. A
/// record may come alone, in an array, or in the answer that the vendor's API gave it in.
@NullMarked
package org.trousse.gateway.codec.cloud;

import org.jspecify.annotations.NullMarked;
