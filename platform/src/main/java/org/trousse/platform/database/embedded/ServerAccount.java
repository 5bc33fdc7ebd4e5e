package org.trousse.platform.database.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trousse.platform.database.embedded.FileTree.Owner;
import org.trousse.platform.refusal.Refusal;

/// As whom PostgreSQL's programs run. They refuse root, so a platform that was started as root puts
/// a word before them that takes root away: a user namespace where the kernel gives one, else
/// another user.
///
/// @param prefix the words before the program
/// @param owner to whom the server's files belong
record ServerAccount(List<String> prefix, Owner owner) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /// The overflow user of Linux, `nobody` on most systems.
  private static final Owner NOBODY = new Owner(65_534, 65_534);

  /// Is it not root, can it write to the server's folder, does the server's program find itself?
  private static final String PROBE =
      "[ \"$(id -u)\" != 0 ] && [ -w \"$1\" ] && [ -z \"$(\"$2\" --version 2>&1 >/dev/null)\" ]";

  /// The ways to be rid of root, in the order of trying them.
  enum Way {
    NAMESPACE,
    SETPRIV,
    /// Keeps the one right that lets another user come through root's own folders.
    SETPRIV_REACHING,
    RUNUSER;

    static final List<Way> ALL = List.of(values());

    ServerAccount account(Owner files) {
      Owner other = files.equals(Owner.ROOT) ? NOBODY : files;
      List<String> setpriv =
          List.of("setpriv", "--reuid=" + other.uid(), "--regid=" + other.gid(), "--clear-groups");
      return switch (this) {
        case NAMESPACE -> new ServerAccount(List.of("unshare", "-U"), Owner.ROOT);
        case SETPRIV -> new ServerAccount(setpriv, other);
        case SETPRIV_REACHING -> {
          List<String> words = new ArrayList<>(setpriv);
          words.addAll(
              List.of(
                  "--securebits=+no_setuid_fixup",
                  "--inh-caps=+dac_override",
                  "--ambient-caps=+dac_override"));
          yield new ServerAccount(List.copyOf(words), other);
        }
        case RUNUSER -> new ServerAccount(List.of("runuser", "-u", "nobody", "--"), NOBODY);
      };
    }
  }

  List<String> words(Path program, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.add(program.toString());
    words.addAll(arguments);
    return words;
  }

  /// Finds the first way that works here. Files that already belong to an ordinary user stay
  /// theirs, so that the same data can be started as root today and by that user tomorrow.
  static ServerAccount choose(Path data, Path cluster, ServerBinaries binaries, List<Way> ways) {
    try {
      UnixSystem self = new UnixSystem();
      Owner me = new Owner((int) self.getUid(), (int) self.getGid());
      if (me.uid() != 0) {
        return new ServerAccount(List.of(), checkedOwner(cluster, me));
      }
      Owner files = Files.exists(cluster) ? Owner.of(cluster) : Owner.of(data);
      List<ServerAccount> candidates = new ArrayList<>();
      for (Way way : ways) {
        candidates.add(way.account(files));
      }
      if (files.uid() != 0) {
        candidates.sort(
            (a, b) -> Boolean.compare(b.owner().equals(files), a.owner().equals(files)));
      }
      for (ServerAccount candidate : candidates) {
        if (candidate.works(data, binaries)) {
          return candidate;
        }
      }
    } catch (IOException failed) {
      throw new Refusal("%s cannot be examined (%s).".formatted(cluster, failed), failed);
    }
    throw new Refusal(
        "PostgreSQL refuses to run as root, and neither unshare, setpriv nor runuser helps here:"
            + " start Trousse as an ordinary user, or name a server with --db=postgresql://…");
  }

  private static Owner checkedOwner(Path cluster, Owner me) throws IOException {
    if (Files.exists(cluster)) {
      Owner owner = Owner.of(cluster);
      if (owner.uid() != me.uid()) {
        throw new Refusal(
            "%s belongs to another user (uid %d): start Trousse as that user or as root, or give yourself the folder with chown."
                .formatted(cluster, owner.uid()));
      }
      return owner;
    }
    return me;
  }

  private boolean works(Path data, ServerBinaries binaries) {
    Path probe = data.resolve(".probe");
    try {
      Files.createDirectories(probe);
      FileTree.give(probe, owner);
      List<String> arguments =
          List.of("-c", PROBE, "probe", probe.toString(), binaries.postgres().toString());
      return Command.run(words(Path.of("/bin/sh"), arguments), LIMIT).well();
    } catch (IOException notAllowed) {
      return false;
    } finally {
      forget(probe);
    }
  }

  private static void forget(Path probe) {
    try {
      FileTree.delete(probe);
    } catch (IOException left) {
      throw new Refusal("%s cannot be deleted.".formatted(probe), left);
    }
  }

  /// Runs a program as this account.
  Command.Ended run(Path program, List<String> arguments, Duration limit) {
    return Command.run(words(program, arguments), limit);
  }

  /// A word that keeps a key pressed in the terminal from reaching the server before the platform
  /// has closed its doors; absent on some systems.
  static Optional<String> ownSession() {
    return Command.run(List.of("setsid", "true"), LIMIT).well()
        ? Optional.of("setsid")
        : Optional.empty();
  }
}
