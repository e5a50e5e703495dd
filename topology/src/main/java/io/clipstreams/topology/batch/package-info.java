/** Shares the device between images and texts, in batches that form by themselves under load. */
package io.clipstreams.topology.batch;
