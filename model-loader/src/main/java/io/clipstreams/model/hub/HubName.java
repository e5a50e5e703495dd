package io.clipstreams.model.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of the hub at a revision, as users write it: {@code owner/name} or {@code
 * owner/name@revision}.
 *
 * @param repository {@code owner/name}, or the bare name of an early repository
 * @param revision a branch, a tag, a commit or {@code refs/pr/N}; {@code main} where none is given
 */
public record HubName(String repository, String revision) {

  private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final Pattern SYNTAX =
      Pattern.compile("(%1$s(?:/%1$s)?)(?:@(%1$s(?:/%1$s)*))?".formatted(PART));

  public HubName {
    if (!SYNTAX.matcher(repository + "@" + revision).matches() || revision.contains("..")) {
      throw new IllegalArgumentException(
          "'%s@%s' is no repository of the hub".formatted(repository, revision));
    }
  }

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static HubName parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no repository of the hub; write owner/name or owner/name@revision"
              .formatted(text));
    }
    return new HubName(matcher.group(1), matcher.group(2) == null ? "main" : matcher.group(2));
  }

  @Override
  public String toString() {
    return repository + "@" + revision;
  }
}
