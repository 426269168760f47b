package org.deconas.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Arrows point one way: services know libraries and the schema; no service knows another; libraries know no framework. */
class StructureTest {

    private static final Path ROOT = Path.of("..");
    private static final int DEPTH_OF_CLASSES = 4; // group/module/target/classes
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta..",
        "io.smallrye..",
        "org.eclipse.microprofile..",
        "org.apache.kafka..",
        "org.hibernate.."
    };
    private static final List<String> SERVICES = List.of("experiments", "sampler", "trainer", "policy", "inference");

    /** What services share. */
    private static final List<String> SHARED = List.of("messaging", "access", "storage");

    /** What each library may use of ours. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("schema", List.of()),
            Map.entry("searchspace", List.of()),
            Map.entry("controller", List.of("searchspace")),
            Map.entry("imaging", List.of()),
            Map.entry("pictures", List.of()),
            Map.entry("artifacts", List.of()),
            Map.entry("devices", List.of()),
            Map.entry("networks", List.of("searchspace", "devices")),
            Map.entry("training", List.of("searchspace", "imaging", "networks")),
            Map.entry("serving", List.of("imaging", "devices")),
            Map.entry("onnx", List.of()),
            Map.entry("report", List.of("schema", "searchspace")),
            Map.entry("search", List.of("schema", "searchspace", "controller", "artifacts")),
            Map.entry("winner", List.of("schema", "searchspace", "search", "artifacts", "onnx")),
            Map.entry("work", List.of("schema")),
            Map.entry("keys", List.of()));

    private static JavaClasses classes;

    @BeforeAll
    static void readAllModules() throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT, DEPTH_OF_CLASSES)) {
            classes = new ClassFileImporter()
                    .importPaths(
                            walk.filter(path -> path.endsWith("target/classes")).toList());
        }
    }

    @Test
    void allModulesAreLookedAt() {
        for (String module : SERVICES) {
            assertThat(classes)
                    .as(module)
                    .anyMatch(type -> type.getPackageName().startsWith("org.deconas." + module));
        }
        for (String module : SHARED) {
            assertThat(classes)
                    .as(module)
                    .anyMatch(type -> type.getPackageName().startsWith("org.deconas." + module));
        }
        for (String module : LIBRARIES.keySet()) {
            assertThat(classes)
                    .as(module)
                    .anyMatch(type -> type.getPackageName().startsWith("org.deconas." + module));
        }
    }

    @TestFactory
    Stream<DynamicTest> noServiceKnowsAnother() {
        return SERVICES.stream()
                .map(service -> DynamicTest.dynamicTest(
                        service,
                        () -> noClasses()
                                .that()
                                .resideInAPackage("org.deconas." + service + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(SERVICES.stream()
                                        .filter(other -> !other.equals(service))
                                        .map(other -> "org.deconas." + other + "..")
                                        .toArray(String[]::new))
                                .check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> whatServicesShareKnowsNoService() {
        return SHARED.stream()
                .map(shared -> DynamicTest.dynamicTest(
                        shared,
                        () -> noClasses()
                                .that()
                                .resideInAPackage("org.deconas." + shared + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(SERVICES.stream()
                                        .map(service -> "org.deconas." + service + "..")
                                        .toArray(String[]::new))
                                .check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> librariesKnowNoFramework() {
        return LIBRARIES.keySet().stream()
                .map(library -> DynamicTest.dynamicTest(
                        library,
                        () -> noClasses()
                                .that()
                                .resideInAPackage("org.deconas." + library + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(FRAMEWORKS)
                                .check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> librariesUseOnlyWhatTheyMay() {
        return LIBRARIES.entrySet().stream()
                .map(library -> DynamicTest.dynamicTest(
                        library.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage("org.deconas." + library.getKey() + "..")
                                .should()
                                .dependOnClassesThat(
                                        new com.tngtech.archunit.base.DescribedPredicate<>(
                                                "are of another module of ours") {
                                            @Override
                                            public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                                                String name = type.getPackageName();
                                                return name.startsWith("org.deconas.")
                                                        && !name.startsWith("org.deconas." + library.getKey())
                                                        && library.getValue().stream()
                                                                .noneMatch(
                                                                        may -> name.startsWith("org.deconas." + may));
                                            }
                                        })
                                .check(classes)));
    }

    @Test
    void nothingBuildsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.deconas.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deconas.cli..")
                .check(classes);
    }

    @Test
    void onlyTheExperimentsServiceKnowsADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.deconas.experiments..", "org.deconas.infra..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "java.sql..")
                .check(classes);
    }
}
