/** Reports for people: one page that holds all it shows, with tables, plots and small pictures. */
package io.clipstreams.cli.report;
