/**
 * Pictures as professionals have them, read and written faithfully: 8 and 16 bits a sample, grey and colour, alpha,
 * colour profiles, orientation and metadata, in PNG, JPEG, WebP and TIFF files, and read from BMP and GIF files too.
 * {@link org.deconas.pictures.Pictures} reads, {@link org.deconas.pictures.PictureWriter} writes row by row in bounded
 * memory. Plain Java; nothing here knows a service, a message or a network.
 */
package org.deconas.pictures;
