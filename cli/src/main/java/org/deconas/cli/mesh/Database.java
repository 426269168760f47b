package org.deconas.cli.mesh;

/**
 * The PostgreSQL database of the mesh.
 *
 * @param url {@code postgresql://host:port/database}
 * @param embedded whether the stack runs it; otherwise it is the user's own
 */
public record Database(String url, String user, String password, boolean embedded) {

    private static final String JDBC = "jdbc:";

    public Database {
        if (!url.matches("postgresql://[^/]+/.+")) {
            throw new MeshException(
                    "'" + url + "' is not the URL of a database; write postgresql://HOST:PORT/DATABASE");
        }
    }

    /** The one that the stack runs at that port. */
    public static Database embedded(int port) {
        return new Database("postgresql://127.0.0.1:" + port + "/deconas", "postgres", "postgres", true);
    }

    /**
     * A database of the user's own.
     *
     * @param url in the form of libpq ({@code postgres://}, {@code postgresql://}) or of JDBC
     */
    public static Database own(String url, String user, String password) {
        String plain = url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
        return new Database(plain.replaceFirst("^postgres://", "postgresql://"), user, password, false);
    }

    /** The same URL for JDBC drivers. */
    public String jdbcUrl() {
        return JDBC + url;
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
