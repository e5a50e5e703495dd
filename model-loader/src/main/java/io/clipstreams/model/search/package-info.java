/** Exact search among unit vectors: the nearest ones, and those that are far from all others. */
package io.clipstreams.model.search;
