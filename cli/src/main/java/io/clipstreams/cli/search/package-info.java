/** Searches the images of a running application, in the stores of all its instances. */
package io.clipstreams.cli.search;
