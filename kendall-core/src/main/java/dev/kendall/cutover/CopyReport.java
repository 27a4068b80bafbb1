package dev.kendall.cutover;

/**
 * What a copier did.
 *
 * @param swept announced writes that nobody had confirmed
 * @param settled debts that were settled
 * @param put rows that were stored on the side that follows
 * @param deleted rows that were deleted there
 * @param later debts that could not be settled, or may not be now
 * @param dead debts that were given up
 */
public record CopyReport(int swept, int settled, int put, int deleted, int later, int dead) {
    static final CopyReport NOTHING = new CopyReport(0, 0, 0, 0, 0, 0);

    CopyReport plus(CopyReport more) {
        return new CopyReport(
                swept + more.swept,
                settled + more.settled,
                put + more.put,
                deleted + more.deleted,
                later + more.later,
                dead + more.dead);
    }
}
