/** A Hugging Face CLIP folder as it lies on disk: its configuration, its tensors, its identity. */
package io.clipstreams.model.checkpoint;
