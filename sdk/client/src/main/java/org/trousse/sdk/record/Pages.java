package org.trousse.sdk.record;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.oauth.Answer;

/// The pages of a search, each asked for when it is wanted. Ends after the last page, after a
/// refusal, which is the last answer, and after [#PAGES_MAX].
final class Pages implements Iterator<Answer<RecordClient.Page>> {
  static final int PAGES_MAX = 10_000;

  private final Function<RecordClient.Page, CompletableFuture<Answer<RecordClient.Page>>> following;
  private @Nullable Supplier<CompletableFuture<Answer<RecordClient.Page>>> next;
  private int asked;

  Pages(
      Supplier<CompletableFuture<Answer<RecordClient.Page>>> first,
      Function<RecordClient.Page, CompletableFuture<Answer<RecordClient.Page>>> following) {
    this.next = first;
    this.following = following;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /// Waits for the page.
  @Override
  public Answer<RecordClient.Page> next() {
    Supplier<CompletableFuture<Answer<RecordClient.Page>>> wanted = next;
    if (wanted == null) {
      throw new NoSuchElementException();
    }
    asked++;
    next = null;
    Answer<RecordClient.Page> answer = wanted.get().join();
    answer
        .found()
        .filter(page -> page.next() != null && asked < PAGES_MAX)
        .ifPresent(page -> next = () -> following.apply(page));
    return answer;
  }
}
