/** Storage on an Airtable base, for as long as a host has not left it: the client, the field map, the stores, and the export. */
@NullMarked
package dev.kendall.store.airtable;

import org.jspecify.annotations.NullMarked;
