/** The records as plain JSON, for those who have no use for Avro. */
package io.clipstreams.schemas.json;
