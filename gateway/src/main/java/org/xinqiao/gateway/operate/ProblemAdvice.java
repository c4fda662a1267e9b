package org.xinqiao.gateway.operate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns whatever a handler threw into a problem document. Nothing of an exception's own text is
 * shown or logged: it could quote the request, and with it an identity number.
 */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(request, response, refusal.problem());
    }

    @ExceptionHandler
    void malformed(MalformedJson fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refused(refusalOf(fault), request, response);
    }

    @ExceptionHandler
    void tooLarge(BodyTooLarge fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refused(refusalOf(fault), request, response);
    }

    @ExceptionHandler
    void identifier(
            InvalidIdentifier fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refused(malformed("identifier", fault.rule()), request, response);
    }

    @ExceptionHandler
    void unreadable(
            HttpMessageNotReadableException fault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refused(refusalOf(fault.getCause()), request, response);
    }

    @ExceptionHandler
    void noSuchPath(
            NoResourceFoundException fault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refused(new Refusal(ProblemType.NOT_FOUND), request, response);
    }

    @ExceptionHandler
    void noSuchMethod(
            HttpRequestMethodNotSupportedException fault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String[] methods = fault.getSupportedMethods();
        if (methods != null) {
            response.setHeader("Allow", String.join(", ", methods));
        }
        refused(new Refusal(ProblemType.METHOD_NOT_ALLOWED), request, response);
    }

    @ExceptionHandler
    void mediaType(
            HttpMediaTypeException fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var expected = fault.getSupportedMediaTypes().toString();
        refused(
                new Refusal(ProblemType.MEDIA_TYPE_UNSUPPORTED, "expected", expected),
                request,
                response);
    }

    @ExceptionHandler
    void parameter(
            MethodArgumentTypeMismatchException fault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refused(malformed(fault.getName(), "has another form"), request, response);
    }

    @ExceptionHandler
    void binding(
            ServletRequestBindingException fault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refused(malformed("parameters", "one is missing"), request, response);
    }

    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransactionSystemException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class,
        TransientDataAccessException.class
    })
    void database(Exception fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("database: {}", SafeTrace.of(fault));
        refused(new Refusal(ProblemType.TRY_LATER, "dependency", "database"), request, response);
    }

    @ExceptionHandler
    void unexpected(Exception fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.error("unexpected at {}: {}", request.getServletPath(), SafeTrace.of(fault));
        if (!response.isCommitted()) {
            refused(new Refusal(ProblemType.INTERNAL), request, response);
        }
    }

    private static Refusal refusalOf(@Nullable Throwable cause) {
        return switch (rootOf(cause)) {
            case BodyTooLarge large ->
                    new Refusal(
                            ProblemType.BODY_TOO_LARGE,
                            "body_bytes_max",
                            String.valueOf(large.bytesMax()));
            case MalformedJson json ->
                    malformed(json.path().isEmpty() ? "body" : json.path(), json.rule());
            case UnrecognizedPropertyException unknown ->
                    malformed(path(unknown), "there is no such member");
            case StreamReadException syntax ->
                    malformed("body", "is not JSON, or has a name twice");
            case JacksonException type -> malformed(path(type), "is missing or has another type");
            case null, default -> malformed("body", "cannot be read");
        };
    }

    /** What a parser wrapped is what counts. */
    private static @Nullable Throwable rootOf(@Nullable Throwable fault) {
        Throwable root = fault;
        while (root != null && root.getCause() instanceof IOException cause) {
            root = cause;
        }
        return root;
    }

    private static String path(JacksonException fault) {
        String path =
                fault.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : step.getPropertyName())
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    private static Refusal malformed(String field, String rule) {
        return new Refusal(ProblemType.REQUEST_MALFORMED, Map.of("field", field, "rule", rule));
    }
}
