/** From similarities to scores, and from scores to the labels that are given. */
package io.clipstreams.topology.labels.scoring;
