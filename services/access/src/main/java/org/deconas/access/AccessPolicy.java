package org.deconas.access;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets every request through, or not, before anything else of the service sees it. */
@ApplicationScoped
class AccessPolicy implements HttpSecurityPolicy {

    private final Access access;

    AccessPolicy(Access access) {
        this.access = access;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return access.needed(request.request().method().name(), request.normalizedPath())
                .map(role -> identity.map(who -> who.hasRole(role.word()) ? CheckResult.PERMIT : CheckResult.DENY))
                .orElseGet(CheckResult::permit);
    }

    /** Before the failure handlers of others, which know nothing of problems. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(request -> {
            if (request.failure() instanceof ForbiddenException
                    && !request.response().ended()) {
                Refusal.send(request, 403, "This needs the key of an operator; the key that was sent is a viewer's");
            } else {
                request.next();
            }
        });
    }
}
