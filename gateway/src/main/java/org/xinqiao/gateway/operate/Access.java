package org.xinqiao.gateway.operate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.NodeConfig.Limits;

/**
 * Decides before a handler of the API runs whether this caller may call it, and how often. A
 * handler that declares neither {@link Roles} nor {@link Open} is closed to everyone.
 */
@Component
class Access implements HandlerInterceptor, HandlerMethodArgumentResolver, WebMvcConfigurer {
    private static final String CALLER = Caller.class.getName();

    private final Tokens tokens;
    private final Sessions sessions;
    private final RateLimits rates;
    private final Limits limits;

    Access(Tokens tokens, Sessions sessions, RateLimits rates, NodeConfig config) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.rates = rates;
        this.limits = config.limits();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Refusal {
        if (!(handler instanceof HandlerMethod method)) {
            return true; // no such path; found out, and told, behind here
        }
        if (method.hasMethodAnnotation(Open.class)) {
            takeOpen(request);
            return true;
        }
        Caller caller = caller(request);
        Roles roles = method.getMethodAnnotation(Roles.class);
        if (roles == null || !List.of(roles.value()).contains(caller.role())) {
            throw new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", names(roles));
        }
        rates.take(caller.name(), perMinute(caller.role()));
        request.setAttribute(CALLER, caller);
        return true;
    }

    private Caller caller(HttpServletRequest request) throws Refusal {
        Optional<Caller> caller =
                BearerToken.of(request)
                        .flatMap(token -> tokens.resolve(token).or(() -> sessions.resolve(token)));
        if (caller.isPresent()) {
            return caller.get();
        }
        takeOpen(request);
        throw new Refusal(ProblemType.TOKEN_MISSING);
    }

    /** Whoever has no token is counted by address. */
    private void takeOpen(HttpServletRequest request) throws Refusal {
        rates.take("address " + request.getRemoteAddr(), limits.openPerMinute());
    }

    private int perMinute(Role role) {
        return switch (role) {
            case PLATFORM -> limits.platformPerMinute();
            case COUNTER -> limits.counterPerMinute();
            case OPERATOR -> limits.operatorPerMinute();
            case WALLET -> limits.walletPerMinute();
        };
    }

    private static String names(@Nullable Roles roles) {
        return roles == null
                ? "none"
                : Arrays.stream(roles.value()).map(Role::name).collect(Collectors.joining(", "));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
    }
}
