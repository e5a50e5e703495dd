/**
 * Looks around in pictures: how alike two are, which fit a query, which are odd, which belong
 * together.
 */
package io.clipstreams.cli.explore;
