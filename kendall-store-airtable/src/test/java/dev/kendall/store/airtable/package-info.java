@org.jspecify.annotations.NullMarked
package dev.kendall.store.airtable;
