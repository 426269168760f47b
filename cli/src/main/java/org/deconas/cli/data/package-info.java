/** Public image sets: fetched over HTTP, checked, unpacked. */
package org.deconas.cli.data;
