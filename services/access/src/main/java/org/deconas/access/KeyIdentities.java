package org.deconas.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;

/** Knows the holders of keys. */
@ApplicationScoped
class KeyIdentities implements IdentityProvider<KeyRequest> {

    private final Access access;

    KeyIdentities(Access access) {
        this.access = access;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return access.holder(request.key())
                .map(holder -> Uni.createFrom().item(identity(holder)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private static SecurityIdentity identity(KeyHolder holder) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(holder.name()))
                .addRole(Role.VIEWER.word());
        if (holder.role() == Role.OPERATOR) {
            identity.addRole(Role.OPERATOR.word());
        }
        return identity.build();
    }
}
