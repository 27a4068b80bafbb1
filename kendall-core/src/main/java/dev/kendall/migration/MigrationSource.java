package dev.kendall.migration;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Where rows come from. It is only read, and read more than once; others may write to it meanwhile.
 *
 * <p>A source throws what is in {@link dev.kendall.failure} when it cannot go on, and the migration can be run again later. It limits and repeats its
 * requests itself, and begins a listing again where the other side lost it.
 */
public interface MigrationSource {
    /** Which one it is, such as "airtable appX": a work folder belongs to one source. */
    String name();

    /** Its tables, those of the users first. No two have one name or one system. */
    List<SourceTable> tables();

    /**
     * The records of a table that were created in a window, in any order, read as the iteration goes; it may be left at any point. Each record comes
     * at least once, unless it is deleted meanwhile.
     */
    Iterator<Exported> read(SourceTable table, Window window);

    /**
     * Those of the records that are there now, in any order.
     *
     * @param records their ids, up to {@value Migration#MAX_FOUND}
     */
    List<Exported> find(SourceTable table, Collection<String> records);

    /** What reading has cost since the source was opened. Default: not known. */
    default SourceTraffic traffic() {
        return SourceTraffic.NONE;
    }
}
