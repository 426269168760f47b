/** How a running search is shown: what is known of it, folded from its events, and how that is drawn on a terminal. */
package org.deconas.cli.watching;
