package org.trousse.referencing.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class LineRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # applies, nothing asked, verdict, due, retest, finding, files, question, progress
          false, false, -,                 -,          false, -,            true,  true,  NOT_APPLICABLE
          true,  false, -,                 -,          false, -,            false, false, TO_DO
          true,  true,  -,                 -,          false, -,            false, false, PROVIDED
          true,  false, -,                 -,          false, -,            true,  false, PROVIDED
          true,  false, -,                 -,          false, PASSED,       false, false, PROVIDED
          true,  false, -,                 -,          false, NOT_VERIFIED, false, false, TO_DO
          true,  false, -,                 -,          false, FAILED,       true,  false, TO_COMPLETE
          true,  true,  -,                 -,          false, FAILED,       false, false, TO_COMPLETE
          true,  false, -,                 -,          false, -,            true,  true,  TO_COMPLETE
          true,  false, CONFORM,           -,          false, FAILED,       true,  false, ACCEPTED
          true,  false, CONFORM,           -,          false, -,            true,  true,  TO_COMPLETE
          true,  false, CONFORM,           -,          true,  -,            true,  false, PROVIDED
          true,  false, CONFORM,           -,          true,  -,            false, false, TO_DO
          true,  false, CONFORM,           -,          true,  FAILED,       true,  false, TO_COMPLETE
          true,  false, NOT_APPLICABLE,    -,          false, -,            false, false, ACCEPTED
          true,  false, PARTIAL,           2026-03-02, false, -,            true,  false, ACCEPTED
          true,  false, PARTIAL,           2026-03-01, false, -,            true,  false, TO_COMPLETE
          true,  false, NOT_CONFORM_MINOR, -,          false, -,            true,  false, TO_COMPLETE
          true,  false, NOT_CONFORM_MAJOR, -,          false, -,            true,  false, TO_COMPLETE
          true,  false, NOT_CONFORM_MAJOR, -,          true,  -,            true,  false, PROVIDED
          true,  false, EXPIRED,           -,          false, -,            true,  false, TO_COMPLETE
          true,  false, NOT_VERIFIED,      -,          false, NOT_VERIFIED, true,  false, PROVIDED
          true,  true,  NOT_VERIFIED,      -,          false, NOT_VERIFIED, false, false, TO_COMPLETE
          """)
  void progress_follows_from_what_is_known(
      boolean applies,
      boolean nothingAsked,
      @Nullable VerdictWord word,
      @Nullable LocalDate due,
      boolean retest,
      @Nullable Outcome finding,
      boolean files,
      boolean question,
      Progress progress) {
    LineRules.Facts facts =
        new LineRules.Facts(
            applies,
            nothingAsked,
            word == null ? Optional.empty() : Optional.of(verdict(word, due)),
            retest,
            Optional.ofNullable(finding),
            files,
            question,
            TODAY);

    assertThat(LineRules.progress(facts)).isEqualTo(progress);
  }

  private static Verdict verdict(VerdictWord word, @Nullable LocalDate due) {
    Instant at = Instant.parse("2026-03-01T09:00:00Z");
    Text reason = new Text("Vu.", "Seen.");
    return new Verdict("GOV-01", word, reason, due, false, new UUID(0, 1), at, null, 1);
  }
}
