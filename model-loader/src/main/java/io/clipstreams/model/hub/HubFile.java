package io.clipstreams.model.hub;

/**
 * A file of a repository, as the hub describes it.
 *
 * @param name its path in the repository
 * @param size bytes
 * @param sha256 of its content where it is stored as a large file, or null
 * @param gitSha1 git's name for its content
 */
record HubFile(String name, long size, String sha256, String gitSha1) {}
