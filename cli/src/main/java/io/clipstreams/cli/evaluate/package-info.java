/** {@code evaluate}: how often label sets are right on images of which the labels are known. */
package io.clipstreams.cli.evaluate;
