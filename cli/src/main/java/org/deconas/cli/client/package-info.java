/** The services' HTTP interfaces, as the command line uses them. */
package org.deconas.cli.client;
