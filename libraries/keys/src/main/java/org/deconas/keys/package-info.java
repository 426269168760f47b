/** Keys of an API: made from a random generator, kept as digests in a file, recognised in constant time. */
package org.deconas.keys;
