/** Where the artifact store of a service is. */
package org.deconas.storage;
