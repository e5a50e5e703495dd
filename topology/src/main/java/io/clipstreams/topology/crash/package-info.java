/** Keeps an image that crashes the process from doing so for ever. */
package io.clipstreams.topology.crash;
