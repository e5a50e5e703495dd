package io.clipstreams.schemas.registry;

import java.util.Objects;
import org.apache.avro.Schema;

/** A schema and the id under which the registry knows it. */
public record RegisteredSchema(int id, Schema schema) {

  public RegisteredSchema {
    Objects.requireNonNull(schema, "schema");
  }
}
