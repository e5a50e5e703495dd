/**
 * CLIP in the JVM: a Hugging Face checkpoint folder becomes embeddings of images and texts. Needs
 * no Python and knows nothing of Kafka.
 */
package io.clipstreams.model;
