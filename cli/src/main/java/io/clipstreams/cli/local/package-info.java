/** The model alone, on files of this machine: no Kafka, no registry, no S3. */
package io.clipstreams.cli.local;
