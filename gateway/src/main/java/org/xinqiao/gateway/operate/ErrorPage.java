package org.xinqiao.gateway.operate;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/** What goes wrong before or behind the handlers is a problem document too. */
@RestController
class ErrorPage {
    private static final int SERVER_ERROR = 500;
    private static final int NOT_FOUND = 404;

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType type =
                switch (status) {
                    case Integer code when code >= SERVER_ERROR -> ProblemType.INTERNAL;
                    case Integer code when code != NOT_FOUND -> ProblemType.REQUEST_MALFORMED;
                    case null, default -> ProblemType.NOT_FOUND;
                };
        ProblemWriter.write(request, response, new Refusal(type).problem());
    }
}
