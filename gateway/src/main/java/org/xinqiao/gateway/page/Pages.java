package org.xinqiao.gateway.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the pages are found, and that a browser asks each time whether its copy is still good. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {
    private static final String[] DIRECTORIES = {"wallet", "counter", "streams", "docs", "page"};

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        for (String page : new String[] {"wallet", "counter", "streams", "docs"}) {
            registry.addRedirectViewController("/" + page, "/" + page + "/");
            registry.addViewController("/" + page + "/")
                    .setViewName("forward:/" + page + "/index.html");
        }
    }

    /**
     * Builds are reproducible, so every file in the jar bears the same date, whatever is in it:
     * only the digest of its bytes tells a browser whether the file has changed.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        var tags = new EntityTags();
        for (String directory : DIRECTORIES) {
            registry.addResourceHandler("/" + directory + "/**")
                    .addResourceLocations("classpath:/static/" + directory + "/")
                    .setCacheControl(CacheControl.noCache())
                    .setUseLastModified(false)
                    .setEtagGenerator(tags::of);
        }
    }
}
