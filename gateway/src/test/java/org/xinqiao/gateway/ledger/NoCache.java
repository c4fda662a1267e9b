package org.xinqiao.gateway.ledger;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.lang.reflect.Proxy;

/** A cache that forgets at once, as a real one may. */
public final class NoCache {
    private NoCache() {}

    /** A cache of answers, always empty. */
    public static AnswerCache ofAnswers() {
        var config = new Config();
        Object map = proxy(IMap.class, "", null);
        return new AnswerCache(
                (HazelcastInstance)
                        Proxy.newProxyInstance(
                                NoCache.class.getClassLoader(),
                                new Class<?>[] {HazelcastInstance.class},
                                (self, method, values) ->
                                        method.getName().equals("getConfig") ? config : map));
    }

    private static Object proxy(Class<?> type, String name, Object result) {
        return Proxy.newProxyInstance(
                NoCache.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, values) -> method.getName().equals(name) ? result : null);
    }
}
