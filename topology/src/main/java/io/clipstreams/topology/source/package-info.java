/** Messages of the source topics become image references. */
package io.clipstreams.topology.source;
