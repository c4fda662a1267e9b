package org.xinqiao.trust.edit;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** JSON as YAML that people can read and edit. */
final class YamlText {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(120).build();

    private YamlText() {}

    static String of(ObjectNode json) {
        return new Dump(SETTINGS).dumpToString(StrictJson.mapper().treeToValue(json, Object.class));
    }
}
