/** {@code topics}: the topics that the application needs. */
package io.clipstreams.cli.topics;
