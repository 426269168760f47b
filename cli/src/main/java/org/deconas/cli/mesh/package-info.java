/** The mesh on this machine: its processes, ports and files, and how they are started, watched and stopped. */
package org.deconas.cli.mesh;
