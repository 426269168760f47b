/** What TensorFlow computes on in this process: the processors, or GPUs where its natives for them and a GPU are there. */
package org.deconas.devices;
