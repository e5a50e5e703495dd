/** What the integration tests of all modules share: where their Kafka comes from. */
package io.clipstreams.quickstart.testing;
