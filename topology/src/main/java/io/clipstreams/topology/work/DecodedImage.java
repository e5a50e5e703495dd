package io.clipstreams.topology.work;

import io.clipstreams.model.PreparedImage;
import java.util.Optional;

/** An image that is ready for the model, and what is known of it. */
record DecodedImage(
    PreparedImage prepared,
    Optional<String> versionId,
    Optional<String> etag,
    long fetchedAt,
    long decodedAt) {}
