package org.deconas.cli.watching;

/**
 * The best architecture so far.
 *
 * @param what it is: a trial, a candidate or the winner
 * @param sequence 0 and 1 separated by spaces
 * @param reward dB
 * @param psnr luma PSNR on validation patches, dB
 * @param multiplyAdds for an output of 1280x720
 */
record BestNetwork(String what, String sequence, double reward, double psnr, long multiplyAdds) {}
