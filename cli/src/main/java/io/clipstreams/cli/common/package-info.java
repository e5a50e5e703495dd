/** What the subcommands share: output, errors, logging, options. */
package io.clipstreams.cli.common;
