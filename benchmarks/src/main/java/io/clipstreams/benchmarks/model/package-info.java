/** How fast the model runs, each figure against a peer in the same process. */
package io.clipstreams.benchmarks.model;
