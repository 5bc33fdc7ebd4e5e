package org.trousse.record.care;

/// How a professional came in; codes of TRE_R248.
public enum Mode {
  NORMAL("normal"),
  EMERGENCY("bris_de_glace");

  private final String code;

  Mode(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
