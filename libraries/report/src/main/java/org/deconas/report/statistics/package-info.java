/** The statistics of the report, on plain numbers. */
package org.deconas.report.statistics;
