package org.deconas.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Takes a key from {@code Authorization: Bearer KEY} (RFC 6750) or {@code X-Api-Key: KEY}. */
@ApplicationScoped
class KeyAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final String HEADER = "X-Api-Key";
    private static final String CHALLENGE = "Bearer realm=\"deconas\"";

    private final Access access;

    KeyAuthentication(Access access) {
        this.access = access;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        boolean counts = access.needed(request.request().method().name(), request.normalizedPath())
                .isPresent();
        return key(request)
                .filter(key -> counts)
                .map(key -> identities.authenticate(new KeyRequest(key)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static Optional<String> key(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(authorization.substring(SCHEME.length()).strip());
        }
        return Optional.ofNullable(request.request().getHeader(HEADER)).map(String::strip);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        String challenge = key(request).isPresent() ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE;
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        return getChallenge(request).map(challenge -> {
            request.response().putHeader(challenge.headerName, challenge.headerContent);
            Refusal.send(
                    request,
                    challenge.status,
                    key(request).isPresent()
                            ? "The key is not known here"
                            : "This needs a key; send it as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'");
            return true;
        });
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyRequest.class);
    }
}
