package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinqiao.adapters.city.ItemSource;
import org.xinqiao.adapters.city.OrganisationPlatform;
import org.xinqiao.adapters.city.PersonNotices;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.adapters.city.RestItemSource;
import org.xinqiao.adapters.city.RestOrganisationPlatform;
import org.xinqiao.adapters.city.RestPersonNotices;
import org.xinqiao.adapters.city.RestScorePlatform;
import org.xinqiao.adapters.city.ScorePlatform;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.operate.backup.Restores;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.trust.PublishedSince;

/** What the stations are given from the configuration. */
@Configuration(proxyBeanMethods = false)
class Stations {
    @Bean
    CodeBounds codeBounds() {
        return CodeBounds.DEFAULT;
    }

    /** Without a platform behind the node every question about a person ends in "try later". */
    @Bean
    ScorePlatform scorePlatform(NodeConfig config, Clock clock) {
        NodeConfig.City city = config.city();
        if (city == null) {
            return person -> {
                throw new PlatformUnavailable(PlatformUnavailable.Fault.UNREACHABLE);
            };
        }
        var timeout = Duration.ofMillis(city.timeoutMillis());
        return new RestScorePlatform(city.scores(), timeout, city.scoreMax(), clock);
    }

    /** The same for questions about an organisation. */
    @Bean
    OrganisationPlatform organisationPlatform(NodeConfig config, Clock clock) {
        NodeConfig.City city = config.city();
        if (city == null) {
            return organisation -> {
                throw new PlatformUnavailable(PlatformUnavailable.Fault.UNREACHABLE);
            };
        }
        var timeout = Duration.ofMillis(city.timeoutMillis());
        return new RestOrganisationPlatform(city.scores(), timeout, clock);
    }

    /** The same for questions about data items. */
    @Bean
    ItemSource itemSource(NodeConfig config, Clock clock) {
        NodeConfig.City city = config.city();
        if (city == null) {
            return (subject, items) -> {
                throw new PlatformUnavailable(PlatformUnavailable.Fault.UNREACHABLE);
            };
        }
        var timeout = Duration.ofMillis(city.timeoutMillis());
        return new RestItemSource(city.scores(), timeout, clock);
    }

    /** Where the city takes no notices, none is written, so none is ever handed over. */
    @Bean
    PersonNotices personNotices(NodeConfig config) {
        NodeConfig.City city = config.city();
        URI notices = city == null ? null : city.notices();
        if (city == null || notices == null) {
            return notice -> {
                throw new PlatformUnavailable(PlatformUnavailable.Fault.UNREACHABLE);
            };
        }
        return new RestPersonNotices(notices, Duration.ofMillis(city.timeoutMillis()));
    }

    @Bean
    NodeKeyring keyring(NodeConfig config, PublishedSince since, Restores restores)
            throws IOException {
        return NodeKeyring.load(
                        config.keys().source(),
                        since,
                        Duration.ofSeconds(config.trust().overlapSeconds()))
                .whileTrue(restores::isSettled);
    }
}
