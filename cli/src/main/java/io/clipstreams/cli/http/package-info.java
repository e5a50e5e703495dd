/** A small HTTP server, for what the process shows of itself. */
package io.clipstreams.cli.http;
