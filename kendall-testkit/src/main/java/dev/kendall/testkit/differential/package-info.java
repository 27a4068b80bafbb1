/** Random histories, played on in-memory storage and on another backend at once, whose answers have to be equal. */
@NullMarked
package dev.kendall.testkit.differential;

import org.jspecify.annotations.NullMarked;
