/** The people who matter to a user. */
@NullMarked
package dev.kendall.contact;

import org.jspecify.annotations.NullMarked;
