/** The bytes of images, asynchronously and within bounds. */
package io.clipstreams.topology.fetch;
