/** Who does which piece of work. Trainers claim pieces in the log itself; what holds follows from the order of its records. */
package org.deconas.work;
