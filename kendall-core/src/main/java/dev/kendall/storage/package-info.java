/** One backend's whole set of stores, its transactions and its outbox. */
@NullMarked
package dev.kendall.storage;

import org.jspecify.annotations.NullMarked;
