package org.trousse.consent.applications;

import io.vertx.core.Future;
import org.trousse.consent.app.App;
import org.trousse.consent.page.authorise.Approval;

/// Keeps an answer that no request of the app waits for: the patient looked at what a newer version
/// asks for. Notes it and signs its receipt as for any other answer.
@FunctionalInterface
public interface AnswersAgain {
  Future<?> answer(App app, Approval approval);
}
