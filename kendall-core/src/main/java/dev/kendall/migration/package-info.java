/** Moving a whole legacy store into a storage: export, transform, import, verify; each step can be killed and gone on with. */
@NullMarked
package dev.kendall.migration;

import org.jspecify.annotations.NullMarked;
