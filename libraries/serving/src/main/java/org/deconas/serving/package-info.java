/** Exported models at work: enlarges images with a SavedModel, through DJL's TensorFlow engine. */
package org.deconas.serving;
