package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.problem.ProblemType;

/** The description of the API is whole and says the same as the catalogue of problems. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final Map<?, ?> DOCUMENT = load();

    @Test
    void document_isOpenApi31() {
        assertThat(DOCUMENT.get("openapi")).isEqualTo("3.1.0");
    }

    @Test
    void problemTypes_areThoseOfTheCatalogue() {
        assertThat(at("components", "schemas", "Problem", "properties", "type").get("enum"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProblemType.values())
                                .map(it -> it.uri().toString())
                                .toList());
    }

    @Test
    void references_allLeadSomewhere() {
        var references = new ArrayList<String>();
        collectReferences(DOCUMENT, references);
        assertThat(references)
                .hasSizeGreaterThan(50)
                .allSatisfy(reference -> {
                    assertThat(reference).startsWith("#/");
                    assertThat(at(reference.substring(2).split("/"))).as(reference).isNotNull();
                });
    }

    @Test
    void operations_haveSummaryTagUniqueNameAndARefusal() {
        var names = new HashSet<String>();
        for (var path : at("paths").entrySet()) {
            for (var operation : ((Map<?, ?>) path.getValue()).entrySet()) {
                if (METHODS.contains(operation.getKey())) {
                    var it = (Map<?, ?>) operation.getValue();
                    String name = operation.getKey() + " " + path.getKey();
                    assertThat(it.get("summary")).as(name).isNotNull();
                    assertThat(it.get("tags")).as(name).isNotNull();
                    assertThat(names.add((String) it.get("operationId"))).as(name).isTrue();
                    assertThat(((Map<?, ?>) it.get("responses")).containsKey("default"))
                            .as(name)
                            .isTrue();
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(15);
    }

    @Test
    void operations_areThoseOfTheControllers() throws Exception {
        var documented = new TreeSet<String>();
        at("paths")
                .forEach((path, item) ->
                        ((Map<?, ?>) item)
                                .keySet().stream()
                                        .filter(METHODS::contains)
                                        .forEach(method -> documented.add(method + " " + path)));
        documented.removeIf(it -> it.contains("/actuator/"));
        assertThat(documented).isEqualTo(operationsOfControllers());
    }

    private static Set<String> operationsOfControllers() throws Exception {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        var operations = new TreeSet<String>();
        for (var bean : scanner.findCandidateComponents("org.xinqiao.gateway")) {
            Class<?> controller = Class.forName(bean.getBeanClassName());
            String base = paths(controller).findFirst().orElse("");
            for (var handler : controller.getDeclaredMethods()) {
                var mapping =
                        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
                for (var method : mapping == null ? new RequestMethod[0] : mapping.method()) {
                    String path = base + paths(handler).findFirst().orElse("");
                    // Spring marks a parameter of several segments, OpenAPI does not.
                    operations.add(
                            method.name().toLowerCase(Locale.ROOT) + " " + path.replace("{*", "{"));
                }
            }
        }
        operations.removeIf(
                it -> it.contains("/api/test/")); // tests bring controllers of their own
        return operations;
    }

    private static Stream<String> paths(AnnotatedElement element) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
        return mapping == null ? Stream.empty() : Arrays.stream(mapping.path());
    }

    private static void collectReferences(Object value, List<String> references) {
        switch (value) {
            case Map<?, ?> map -> {
                if (map.get("$ref") instanceof String reference) {
                    references.add(reference);
                }
                map.values().forEach(inner -> collectReferences(inner, references));
            }
            case List<?> list -> list.forEach(inner -> collectReferences(inner, references));
            case null, default -> {
                // a plain value refers to nothing
            }
        }
    }

    private static Map<?, ?> at(String... names) {
        Map<?, ?> found = DOCUMENT;
        for (String name : names) {
            found = found == null ? null : (Map<?, ?>) found.get(name);
        }
        return found;
    }

    private static Map<?, ?> load() {
        try {
            String text = Files.readString(Path.of("src/main/resources/static/openapi.yaml"));
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
