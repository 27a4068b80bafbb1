/** Reports as pages of HTML with plots, which need nothing else. */
@NullMarked
package dev.kendall.html;

import org.jspecify.annotations.NullMarked;
