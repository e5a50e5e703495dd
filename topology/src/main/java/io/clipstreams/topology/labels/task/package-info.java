/**
 * The label task: the one writer of clip.label-vectors. It takes the definitions of label sets,
 * refuses what is wrong with a dead letter, has what is new encoded, and publishes each version
 * with its manifest last.
 */
package io.clipstreams.topology.labels.task;
