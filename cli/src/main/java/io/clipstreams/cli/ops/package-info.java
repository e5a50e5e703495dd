/** What an operator asks the process: whether it lives, whether it is ready, what it counts. */
package io.clipstreams.cli.ops;
