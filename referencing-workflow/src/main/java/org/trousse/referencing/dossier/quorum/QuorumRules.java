package org.trousse.referencing.dossier.quorum;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.quorum.Bench.Seat;
import org.trousse.referencing.dossier.quorum.Lack.Kind;
import org.trousse.referencing.dossier.quorum.Sitting.Present;

/// Whether the committee may give an opinion as it sits. Whoever has an interest in the vendor does
/// not count and is not named.
public final class QuorumRules {
  private static final Lack PROPOSER =
      Lack.of(
          Kind.PROPOSER,
          "Qui propose l’avis doit siéger : nommez-vous parmi les présents.",
          "Whoever proposes the opinion must have sat: name yourself among those present.");
  private static final Lack SECONDER =
      Lack.of(
          Kind.SECONDER,
          "Qui confirme l’avis doit avoir siégé : vous n’êtes pas parmi les présents.",
          "Whoever confirms the opinion must have sat: you are not among those present.");
  private static final Lack RECUSED =
      Lack.of(
          Kind.RECUSED,
          "Une personne nommée a un lien d’intérêts avec l’éditeur : récusée, elle ne siège pas.",
          "Somebody who is named has an interest in the vendor: recused, they do not sit.");
  private static final Lack TWICE =
      Lack.of(Kind.TWICE, "Une personne est nommée deux fois.", "Somebody is named twice.");
  private static final Lack STRANGER =
      Lack.of(
          Kind.NOT_OF_THE_COMMITTEE,
          "Une personne nommée n’est ni membre de la commission ni responsable du guichet.",
          "Somebody who is named is neither a member of the committee nor a lead officer.");
  private static final Lack TOO_MANY =
      Lack.of(
          Kind.TOO_MANY,
          "Nommez au plus " + Quorum.NAMED_MAX + " personnes.",
          "Name " + Quorum.NAMED_MAX + " people at most.");
  private static final Lack NOT_RECORDED =
      Lack.of(
          Kind.NOT_RECORDED,
          "Qui a siégé n’a pas été consigné : écartez cette proposition, puis proposez l’avis de"
              + " nouveau.",
          "Who sat was not recorded: set this proposal aside, then propose the opinion again.");

  /// Of a move that is none of the committee's opinions.
  public static final Lack NO_OPINION =
      Lack.of(
          Kind.NO_OPINION,
          "Seul un avis de la commission dit qui a siégé.",
          "Only an opinion of the committee says who sat.");

  private QuorumRules() {}

  /// All that keeps an opinion from being proposed; empty: nothing.
  ///
  /// @param named who sat, as the proposer says
  public static List<Lack> proposed(Bench bench, List<UUID> named, UUID proposer) {
    if (named.size() > Quorum.NAMED_MAX) {
      return List.of(TOO_MANY);
    }
    Set<UUID> once = new LinkedHashSet<>();
    List<UUID> twice = named.stream().filter(one -> !once.add(one)).distinct().toList();
    List<UUID> strangers = only(once, one -> bench.find(one).isEmpty());
    List<Lack> all = new ArrayList<>();
    all.addAll(about(TWICE, twice));
    all.addAll(about(STRANGER, strangers));
    all.addAll(about(RECUSED, only(once, one -> recused(bench, one))));
    if (!once.contains(proposer)) {
      all.add(PROPOSER);
    }
    all.addAll(tooFew(seats(bench, once).filter(one -> !one.recused()).map(QuorumRules::sat)));
    return all;
  }

  /// All that keeps a proposed opinion from being confirmed; empty: nothing. Who left the committee
  /// since has sat all the same; who declared an interest since does not count any more.
  ///
  /// @param sitting null: the proposal does not say who sat
  public static List<Lack> confirmed(Bench bench, @Nullable Sitting sitting, UUID seconder) {
    if (sitting == null) {
      return List.of(NOT_RECORDED);
    }
    List<Lack> all = new ArrayList<>();
    if (bench.find(seconder).isEmpty()) {
      all.add(STRANGER.about(List.of(seconder)));
    }
    List<UUID> accounts = sitting.present().stream().map(Present::account).toList();
    all.addAll(about(RECUSED, only(accounts, one -> recused(bench, one))));
    if (!sitting.has(seconder)) {
      all.add(SECONDER);
    }
    all.addAll(tooFew(sitting.present().stream().filter(one -> !recused(bench, one.account()))));
    return all;
  }

  /// Who sat, of a proposal that lacks nothing.
  public static Sitting sitting(Bench bench, List<UUID> named) {
    return new Sitting(seats(bench, named).map(QuorumRules::sat).toList());
  }

  private static Stream<Seat> seats(Bench bench, Collection<UUID> accounts) {
    return accounts.stream().flatMap(one -> bench.find(one).stream());
  }

  private static Present sat(Seat seat) {
    return new Present(seat.account(), seat.citizen());
  }

  private static boolean recused(Bench bench, UUID account) {
    return bench.find(account).filter(Seat::recused).isPresent();
  }

  private static List<UUID> only(Collection<UUID> accounts, Predicate<UUID> which) {
    return accounts.stream().filter(which).toList();
  }

  private static List<Lack> about(Lack lack, List<UUID> whom) {
    return whom.isEmpty() ? List.of() : List.of(lack.about(whom));
  }

  private static List<Lack> tooFew(Stream<Present> counting) {
    Sitting sitting = new Sitting(counting.toList());
    List<Lack> all = new ArrayList<>();
    if (sitting.count() < Quorum.OPINION.present()) {
      all.add(
          Lack.of(
              Kind.PRESENT,
              "Membres présents qui comptent : %d, il en faut au moins %d."
                  .formatted(sitting.count(), Quorum.OPINION.present()),
              "Members present who count: %d, at least %d are needed."
                  .formatted(sitting.count(), Quorum.OPINION.present())));
    }
    if (sitting.citizens() < Quorum.OPINION.citizens()) {
      all.add(
          Lack.of(
              Kind.CITIZENS,
              "Citoyens présents : %d, il en faut au moins %d."
                  .formatted(sitting.citizens(), Quorum.OPINION.citizens()),
              "Citizens present: %d, at least %d are needed."
                  .formatted(sitting.citizens(), Quorum.OPINION.citizens())));
    }
    return all;
  }
}
