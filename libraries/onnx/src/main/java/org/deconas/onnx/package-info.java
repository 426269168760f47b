/** Exported models for other runtimes: a TensorFlow SavedModel with its weights as constants, written as ONNX. */
package org.deconas.onnx;
