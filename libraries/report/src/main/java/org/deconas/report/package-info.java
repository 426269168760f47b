/** What the logs of experiments say: summaries, statistics over seeds, plots, and whether two searches are the same. */
package org.deconas.report;
