package org.trousse.record.subscribe.notice;

/// R5 SubscriptionNotificationType.
public enum NotificationType {
  HANDSHAKE("handshake"),
  HEARTBEAT("heartbeat"),
  EVENTS("event-notification"),
  STATUS("query-status"),
  EVENTS_AGAIN("query-event");

  private final String word;

  NotificationType(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
