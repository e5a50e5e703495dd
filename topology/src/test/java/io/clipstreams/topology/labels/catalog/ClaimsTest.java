package io.clipstreams.topology.labels.catalog;

import static io.clipstreams.topology.labels.catalog.CatalogRecords.DIMENSION;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.MODEL;
import static io.clipstreams.topology.labels.catalog.CatalogRecords.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private final LabelCatalog catalog = new LabelCatalog(MODEL.fingerprint(), 100, DIMENSION);

  @Test
  void aSetClaimsByBucketAndPrefixOfTheKeyAndMetadata() {
    put(3, new Claim("photos", "pets/", Map.of("camera", "7")));

    assertThat(claims("photos", "pets/a.jpg", Map.of("camera", "7", "x", "y"))).isTrue();
    assertThat(claims("other", "pets/a.jpg", Map.of("camera", "7"))).isFalse();
    assertThat(claims("photos", "a/pets/a.jpg", Map.of("camera", "7"))).isFalse();
    assertThat(claims("photos", "pets/a.jpg", Map.of("camera", "8"))).isFalse();
    assertThat(claims("photos", "pets/a.jpg", Map.of())).isFalse();
  }

  @Test
  void oneClaimIsEnough() {
    put(3, new Claim("photos", null, Map.of()), new Claim(null, null, Map.of("camera", "7")));

    assertThat(claims("photos", "a", Map.of())).isTrue();
    assertThat(claims("other", "a", Map.of("camera", "7"))).isTrue();
    assertThat(claims("other", "a", Map.of())).isFalse();
  }

  @Test
  void theEmptyPrefixClaimsEveryImage() {
    put(3, new Claim(null, "", Map.of()));

    assertThat(claims("any", "thing", Map.of())).isTrue();
  }

  @Test
  void theCurrentVersionsClaimsCount() {
    put(3, new Claim("photos", null, Map.of()));
    put(4, new Claim("scans", null, Map.of()));

    assertThat(claims("photos", "a", Map.of())).isFalse();
    assertThat(claims("scans", "a", Map.of())).isTrue();
  }

  @Test
  void aDeletedSetClaimsNothing() {
    put(3, new Claim("photos", null, Map.of()));
    CatalogRecords.deletion(4).forEach(catalog::put);

    assertThat(claims("photos", "a", Map.of())).isFalse();
  }

  private void put(long version, Claim... claims) {
    CatalogRecords.version(version, "cat")
        .forEach((key, record) -> catalog.put(key, withClaims(record, List.of(claims))));
  }

  private static LabelRecord withClaims(LabelRecord record, List<Claim> claims) {
    return record.getBody() instanceof LabelManifest manifest
        ? new LabelRecord(LabelManifest.newBuilder(manifest).setClaims(claims).build())
        : record;
  }

  private boolean claims(String bucket, String key, Map<String, String> metadata) {
    return catalog.claiming(bucket, key, metadata).contains(SET);
  }
}
