/**
 * Fetches checkpoints from the Hugging Face hub, or a mirror of it, into the user's cache folder.
 */
package io.clipstreams.model.hub;
