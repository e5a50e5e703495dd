/** What tests steer in place of the network, the device and the clock. */
package io.clipstreams.topology.testing;
