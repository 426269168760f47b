package org.deconas.access;

import java.io.IOException;
import java.util.Optional;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Keys;
import org.jboss.logging.Logger;

/** The keys of a file, as it was when it was last right. */
final class KnownKeys {

    private static final Logger LOG = Logger.getLogger(KnownKeys.class);

    private final KeyFile file;
    private String text; // guarded by this
    private String refused = ""; // why the newest version is not used; guarded by this
    private volatile Keys keys;

    /** Reads the file. */
    KnownKeys(KeyFile file) throws IOException, InvalidKeysException {
        this.file = file;
        text = file.text();
        keys = Keys.parse(text, file.path().toString());
        LOG.infof("Keys are needed file=%s keys=%d", file.path(), keys.holders().size());
    }

    Optional<KeyHolder> holder(String key) {
        return keys.holder(key);
    }

    /** Takes what the file has now; stays with what it had when that is wrong, and says so once. */
    synchronized void look() {
        try {
            String now = file.text();
            if (!now.equals(text)) {
                Keys read = Keys.parse(now, file.path().toString());
                text = now;
                keys = read;
                LOG.infof(
                        "Keys are read again file=%s keys=%d",
                        file.path(), read.holders().size());
            }
            refused = "";
        } catch (IOException | InvalidKeysException e) {
            if (!refused.equals(e.getMessage())) {
                refused = String.valueOf(e.getMessage());
                LOG.warnf("File of keys is refused, the keys before it stay reason=%s", refused);
            }
        }
    }
}
