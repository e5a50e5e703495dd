/** k-means on unit vectors: how many clusters, which, and what they are called. */
package io.clipstreams.cli.explore.clusters;
