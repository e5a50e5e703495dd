/** What searching many embeddings costs. */
package io.clipstreams.benchmarks.search;
