package org.trousse.referencing.evidence.content;

import java.util.List;

/// What may be handed in.
public enum FileKind {
  PDF("application/pdf", "pdf"),
  JSON("application/json", "json"),
  /// JSON that says it is a CycloneDX bill of materials.
  CYCLONEDX("application/vnd.cyclonedx+json", "json cdx"),
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg jpeg"),
  WEBP("image/webp", "webp");

  private final String mediaType;
  private final String extensions;

  FileKind(String mediaType, String extensions) {
    this.mediaType = mediaType;
    this.extensions = extensions;
  }

  public String mediaType() {
    return mediaType;
  }

  /// How its names may end; the first is ours.
  public List<String> extensions() {
    return List.of(extensions.split(" ", -1));
  }
}
