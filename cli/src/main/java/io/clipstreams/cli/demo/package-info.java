/**
 * {@code demo}: everything on this machine, with sample images, and a change of the label set while
 * images go on arriving.
 */
package io.clipstreams.cli.demo;
