/** What a search gave, as files for those who were not there. */
package org.deconas.winner;
