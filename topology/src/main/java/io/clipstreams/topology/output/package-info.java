/** How classifications are written. */
package io.clipstreams.topology.output;
