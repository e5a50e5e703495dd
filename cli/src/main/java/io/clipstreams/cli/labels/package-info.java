/** {@code labels}: label sets, read from files and written through their topic. */
package io.clipstreams.cli.labels;
