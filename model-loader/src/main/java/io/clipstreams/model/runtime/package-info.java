/** Runs the program with DJL's PyTorch engine, on a thread of its own for each device. */
package io.clipstreams.model.runtime;
