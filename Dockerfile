# clip-streams in a container.
#
#   docker build -t clip-streams .                                    # for the CPU
#   docker build -t clip-streams:cuda --build-arg FLAVOR=cuda .       # for NVIDIA's GPUs
#
# The image holds PyTorch's native libraries, unpacked: nothing is downloaded at start. It runs as
# an ordinary user, on a read-only root; it writes to /var/lib/clip-streams (a volume that stays:
# state and cache) and to /tmp (memory will do, but not noexec). See docs/containers.md.

ARG FLAVOR=cpu
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-17
ARG CPU_IMAGE=eclipse-temurin:17.0.19_10-jre-noble
ARG CUDA_IMAGE=nvidia/cuda:12.8.1-runtime-ubuntu24.04

FROM ${BUILD_IMAGE} AS build
ARG FLAVOR
WORKDIR /src
COPY . .
# Without tests: they are the build server's.
RUN mvn -B -ntp package -pl cli -am $([ "$FLAVOR" = cpu ] || echo "-P$FLAVOR") \
      -Dmaven.test.skip=true -Dspotless.check.skip=true
# lib: every jar but PyTorch's, whose libraries go to native with the JNI part for this flavour, as
# DJL looks for them. The registry of the demo stays out.
RUN set -eu; \
    mkdir -p /image/lib /image/bin /image/native/pytorch /image/native/tokenizers /tmp/unpacked; \
    cp cli/target/lib/*.jar /image/lib/; \
    cp cli/target/cli-*.jar /image/lib/; \
    cp deploy/image/* /image/bin/; \
    cd /tmp/unpacked; \
    for jar in /image/lib/pytorch-native-*.jar /image/lib/pytorch-jni-*.jar /image/lib/tokenizers-*.jar; do \
      jar --extract --file "$jar"; \
    done; \
    rm /image/lib/pytorch-native-*.jar; \
    platform="linux-$(uname -m)"; \
    flavor=$(sed -n 's/^flavor=//p' native/lib/pytorch.properties); \
    cp "pytorch/$flavor/$platform"/* "jnilib/$platform/$flavor/libdjl_torch.so" /image/native/pytorch/; \
    cp "native/lib/$platform/cpu/libtokenizers.so" /image/native/tokenizers/; \
    sed -n 's/^version=\([0-9.]*\).*/\1/p' native/lib/pytorch.properties > /image/native/pytorch.version; \
    echo "$flavor" > /image/native/pytorch.flavor

FROM ${CPU_IMAGE} AS runtime-cpu

FROM ${CUDA_IMAGE} AS runtime-cuda
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-17-jre-headless fontconfig \
    && rm -rf /var/lib/apt/lists/*

FROM runtime-${FLAVOR}
COPY --from=build /image /opt/clip-streams
RUN ln -s /opt/clip-streams/bin/clip-streams /usr/local/bin/clip-streams \
    && mkdir -p /var/lib/clip-streams \
    && chown 10001:10001 /var/lib/clip-streams
USER 10001:10001
WORKDIR /var/lib/clip-streams
ENV LANG=C.UTF-8 \
    HOME=/var/lib/clip-streams \
    XDG_CACHE_HOME=/var/lib/clip-streams/cache \
    OPT_OUT_TRACKING=true \
    GOMP_SPINCOUNT=10000 \
    CLIP_STREAMS_STATE_DIR=/var/lib/clip-streams/state
VOLUME /var/lib/clip-streams
EXPOSE 8080
# It answers from its first second on, also while it waits for brokers and loads the model.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/opt/clip-streams/bin/healthcheck"]
ENTRYPOINT ["/opt/clip-streams/bin/clip-streams"]
CMD ["run"]
