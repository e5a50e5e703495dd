/** What people do with label sets from outside the application: set, get, list and delete. */
package io.clipstreams.topology.labels.client;
