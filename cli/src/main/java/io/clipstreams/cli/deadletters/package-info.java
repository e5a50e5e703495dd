/** {@code dead-letters}: inputs without an answer: which, why, and once again. */
package io.clipstreams.cli.deadletters;
