package dev.kendall.examples.cutover;

import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.GateOptions;
import dev.kendall.examples.command.Host;
import dev.kendall.store.postgres.PostgresStorage;

/** Does something to a cutover that was begun. */
abstract class Steering extends OnCutover {
    Steering(Host host) {
        super(host);
    }

    @Override
    final int call(PostgresStorage storage) {
        return call(new Cutover(begun(storage), GateOptions.defaults()));
    }

    abstract int call(Cutover cutover);
}
