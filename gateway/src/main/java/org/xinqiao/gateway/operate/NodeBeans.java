package org.xinqiao.gateway.operate;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Lets routes name the node's own beans. */
final class NodeBeans implements BeanRepository {
    private final ListableBeanFactory beans;

    NodeBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return beans.containsBean(name) ? beans.getBean(name) : null;
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        return beans.containsBean(name) ? beans.getBean(name, type) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return beans.getBeansOfType(type, false, false);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.copyOf(findByTypeWithName(type).values());
    }
}
