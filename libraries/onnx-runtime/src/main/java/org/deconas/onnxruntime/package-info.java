/** Exported networks in ONNX Runtime. */
package org.deconas.onnxruntime;
