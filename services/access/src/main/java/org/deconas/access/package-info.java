/** Who may do what over HTTP: everybody on this machine's own address, or whoever has a key. */
package org.deconas.access;
