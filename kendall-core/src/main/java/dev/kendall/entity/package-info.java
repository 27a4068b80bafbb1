/** References to stored things, and the ids that other systems know them by. */
@NullMarked
package dev.kendall.entity;

import org.jspecify.annotations.NullMarked;
