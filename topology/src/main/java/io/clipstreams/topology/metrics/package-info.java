/** What the image line tells of itself. */
package io.clipstreams.topology.metrics;
