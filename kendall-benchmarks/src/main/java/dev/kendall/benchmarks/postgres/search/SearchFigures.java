package dev.kendall.benchmarks.postgres.search;

/**
 * How one store answered the questions about users of one size.
 *
 * @param population who else is in the table
 * @param userRows how many rows each of the users has
 * @param searches how many searches were timed
 * @param p50 the median time of a search in milliseconds
 * @param p95 the time that 95 % of the searches did not exceed, in milliseconds
 * @param recall the share of the right rows that was found
 * @param rows how many rows came back, on average
 * @param fewest the fewest rows that came back
 * @param tooFew the share of searches that gave fewer rows than were asked for, although the user has them
 * @param ratio the median time of what this is compared with, divided by this median: the middle one of all rounds
 */
record SearchFigures(
        String store,
        String population,
        int userRows,
        int searches,
        double p50,
        double p95,
        double recall,
        double rows,
        int fewest,
        double tooFew,
        double ratio) {}
