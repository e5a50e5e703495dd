/** Which label sets an image is judged by, and the judging. */
package io.clipstreams.topology.scoring;
