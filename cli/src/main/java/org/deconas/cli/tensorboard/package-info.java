/** Experiments as event files that TensorBoard shows. */
package org.deconas.cli.tensorboard;
