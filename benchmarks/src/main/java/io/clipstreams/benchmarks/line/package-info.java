/**
 * How fast the whole line is, end to end against real servers, and against the design that one
 * would write first. The command starts broker, registry and S3 as processes of their own and the
 * application as another, so that each one's processor time is known; it feeds and reads itself.
 */
package io.clipstreams.benchmarks.line;
