package dev.kendall.benchmarks.shadow;

import dev.kendall.replica.ReplicaStorage;
import java.util.List;

/** An old side of a cutover, and how it is measured. */
interface OldSide extends AutoCloseable {
    /** Its reads are not compared. */
    String OFF = "no shadow reads";
    /** Its reads are compared as by default. */
    String LIVING = "shadow reads";
    /** How the names of those begin that are dead. */
    String DEAD = "dead: ";

    String REFUSING = DEAD + "refuses connections";
    String HANGING = DEAD + "never answers";

    /** What it is, as the report says it. */
    String name();

    /** The ways in which it can be dead. */
    List<String> deaths();

    /** A storage over it for this way, not opened twice. */
    ReplicaStorage storage(String way);

    /** From now on the storages of the dead ways are dead. */
    void die();

    @Override
    void close();
}
