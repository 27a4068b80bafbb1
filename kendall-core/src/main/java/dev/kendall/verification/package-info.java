/** Whether two storages hold the same, down to the field in which a row differs. */
@NullMarked
package dev.kendall.verification;

import org.jspecify.annotations.NullMarked;
