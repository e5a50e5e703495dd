/**
 * Every setting: typed, validated at start, and documented where it is defined. Each group of
 * settings is a record that defines its own keys and that components are handed.
 */
package io.clipstreams.topology.config;
