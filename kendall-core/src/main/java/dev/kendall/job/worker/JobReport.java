package dev.kendall.job.worker;

/**
 * What a worker has done since it was made.
 *
 * @param succeeded jobs that were done
 * @param failed tries that failed and are made again
 * @param dead jobs that were given up
 * @param stopped tries that were called off, lost, or given back
 * @param running jobs that it has now
 */
public record JobReport(long succeeded, long failed, long dead, long stopped, int running) {}
