/**
 * The page that shows the stream while it flows, and steers it. Its server part stands here; what
 * the browser runs are plain files among the resources.
 */
package io.clipstreams.cli.console;
