/** The reader of the topic of label vectors: which version of each label set is current. */
package io.clipstreams.topology.labels.catalog;
