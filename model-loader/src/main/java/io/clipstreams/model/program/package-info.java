/** The TorchScript archive: CLIP as a program, with the tensors of a checkpoint. */
package io.clipstreams.model.program;
