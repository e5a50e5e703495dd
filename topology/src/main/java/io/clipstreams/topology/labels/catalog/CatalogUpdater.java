package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.LabelRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Feeds the catalog from the global stream thread. Kafka Streams replays the whole topic through it
 * at each start; its store stays empty, since the catalog holds the same in a form that can judge.
 */
public final class CatalogUpdater implements Processor<String, LabelRecord, Void, Void> {

  private final LabelCatalog catalog;

  public CatalogUpdater(LabelCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void process(Record<String, LabelRecord> record) {
    catalog.put(record.key(), record.value());
  }
}
