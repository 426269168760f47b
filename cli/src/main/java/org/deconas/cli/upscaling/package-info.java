/** Enlarging many images through the inference service: which ones, what the results are called, and the running itself. */
package org.deconas.cli.upscaling;
