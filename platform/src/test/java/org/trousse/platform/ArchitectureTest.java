package org.trousse.platform;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.Problem;

/// The house rules that a machine can hold (CONTRIBUTING.md).
final class ArchitectureTest {
  private static final List<String> HOUSES =
      List.of("catalogue", "referencing", "consent", "gateway", "record");
  private static final String EDGES = ".*(Routes|Verticle|Store|Caller|Lane|Module)(\\$.*)?";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(location -> !location.contains("/testkit/"))
          .importPackages("org.trousse");

  /// Templates are compiled to classes that nobody writes.
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      DescribedPredicate.describe(
          "written by hand", type -> !type.getPackageName().contains(".jte"));

  @Test
  void the_importer_sees_every_house_that_has_classes() {
    assertThat(OURS.stream().map(JavaClass::getPackageName))
        .anyMatch(name -> name.startsWith("org.trousse.sdk"))
        .anyMatch(name -> name.startsWith("org.trousse.gateway"))
        .anyMatch(name -> name.startsWith("org.trousse.record"))
        .anyMatch(name -> name.startsWith("org.trousse.platform"));
  }

  @Test
  void houses_do_not_know_each_other() {
    for (String house : HOUSES) {
      String[] others =
          HOUSES.stream()
              .filter(other -> !other.equals(house))
              .map(other -> "org.trousse." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("org.trousse." + house + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(OURS);
    }
  }

  @Test
  void houses_do_not_know_the_platform() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.trousse.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.trousse.platform..")
        .check(OURS);
  }

  @Test
  void rooms_have_no_cycle() {
    // A front door stands in the house's root package and knows its rooms; the rooms know only the
    // words that it declares (Needs, Settings).
    for (String house : HOUSES) {
      slices()
          .matching("org.trousse." + house + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(OURS);
    }
    slices().matching("org.trousse.platform.(*)..").should().beFreeOfCycles().check(OURS);
    slices().matching("org.trousse.sdk.(*)..").should().beFreeOfCycles().check(OURS);
  }

  /// So that each problem has the page that its type leads to.
  @Test
  void problems_are_made_by_their_kinds_alone() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("ProblemKind")
        .and()
        .doNotBelongToAnyOf(Problem.class)
        .should()
        .callConstructorWhere(target(owner(equivalentTo(Problem.class))))
        .check(OURS);
  }

  @Test
  void the_words_know_only_the_jdk() {
    noClasses()
        .that()
        .resideInAnyPackage("org.trousse.sdk", "org.trousse.sdk.measure", "org.trousse.sdk.reading")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("org.trousse.sdk..", "java..", "org.jspecify..")
        .check(OURS);
  }

  @Test
  void only_edges_touch_vertx() {
    noClasses()
        .that(WRITTEN_BY_HAND)
        .and()
        .haveNameNotMatching(EDGES)
        .and(DescribedPredicate.not(theMainThread()))
        .should(dependOn("Vert.x", "io.vertx."))
        .check(OURS);
  }

  /// Reason codes are words of the MQTT specification that vertx-mqtt happens to spell as enums.
  private static ArchCondition<JavaClass> dependOn(String what, String prefix) {
    return new ArchCondition<>("depend on " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> {
              String name = dependency.getTargetClass().getFullName();
              return name.startsWith(prefix) && !name.startsWith("io.vertx.mqtt.messages.codes.");
            })
            .forEach(dependency ->
                events.add(
                    SimpleConditionEvent.satisfied(dependency, dependency.getDescription())));
      }
    };
  }

  @Test
  void sql_lives_in_stores() {
    noClasses()
        .that(WRITTEN_BY_HAND)
        .and()
        .haveNameNotMatching(".*(Store|Lane|Module)(\\$.*)?")
        .and()
        .resideOutsideOfPackage("org.trousse.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..")
        .check(OURS);
  }

  @Test
  void nobody_awaits_in_production() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Future.await",
                call ->
                    call.getTarget().getName().equals("await")
                        && call.getTargetOwner().getFullName().startsWith("io.vertx.core.")))
        .check(OURS.that(DescribedPredicate.not(theMainThread())));
  }

  /// The main thread has nothing else to do than to wait for the start and the end.
  private static DescribedPredicate<JavaClass> theMainThread() {
    return DescribedPredicate.describe(
        "main thread", type -> type.getPackageName().equals("org.trousse.platform.command"));
  }

  @Test
  void there_is_no_dumping_ground() {
    classes()
        .should(
            new ArchCondition<JavaClass>("have a name that says what it is") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String name = type.getSimpleName();
                String room = type.getPackageName().toLowerCase(Locale.ROOT);
                boolean bad =
                    name.matches("(Abstract.*|.*(Utils?|Helper|Manager|Impl|Service))")
                        || room.matches(".*\\.(util|utils|common|impl|service|helper)(\\..*)?");
                events.add(new SimpleConditionEvent(type, !bad, type.getFullName()));
              }
            })
        .check(OURS);
  }

  @Test
  void classes_are_final() {
    classes()
        .that(WRITTEN_BY_HAND)
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(OURS);
  }

  @Test
  void every_room_is_null_marked() {
    classes()
        .that(WRITTEN_BY_HAND)
        .should(
            new ArchCondition<JavaClass>("stand in a package marked @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getFullName()));
              }
            })
        .check(OURS);
  }

  @Test
  void nobody_writes_to_standard_output_but_what_a_person_started() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.trousse.platform..", "org.trousse.examples..")
        .should()
        .accessField(System.class, "out")
        .check(OURS);
  }
}
