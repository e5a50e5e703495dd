/** The topics that labels name for their classifications: whether they are there. */
package io.clipstreams.topology.labels.topics;
