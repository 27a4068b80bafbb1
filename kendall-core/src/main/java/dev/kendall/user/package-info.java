/** Users and their profiles: whom the assistant talks with. */
@NullMarked
package dev.kendall.user;

import org.jspecify.annotations.NullMarked;
