/** The command line: one class a command. */
package org.deconas.cli;
