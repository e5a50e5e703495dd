/**
 * What the records of clip.label-vectors are made of: keys, pages, and the recipe of each vector.
 * Pure functions, used by the task that writes them and by all that read them.
 */
package io.clipstreams.topology.labels.content;
