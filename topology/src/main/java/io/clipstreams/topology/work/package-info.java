/** What happens to one image outside the stream thread: fetch, decode, and the shared batches. */
package io.clipstreams.topology.work;
