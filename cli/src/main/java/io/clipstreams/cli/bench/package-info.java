/** Measurements, printed. */
package io.clipstreams.cli.bench;
