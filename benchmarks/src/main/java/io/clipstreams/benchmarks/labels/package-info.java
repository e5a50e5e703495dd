/** What label sets cost: by their size, and by their changes. */
package io.clipstreams.benchmarks.labels;
