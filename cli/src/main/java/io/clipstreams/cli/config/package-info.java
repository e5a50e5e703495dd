/** {@code config}: the reference of all settings, and whether a file is right. */
package io.clipstreams.cli.config;
