@NullMarked
package dev.kendall.learning.triggerdev;

import org.jspecify.annotations.NullMarked;
