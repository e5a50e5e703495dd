/** Embeddings of many pictures: read in parallel, in bounded memory, and cached by content. */
package io.clipstreams.cli.embeddings;
