package org.deconas.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that are known, by their digests. Their text has a key a line, {@code name role sha256-of-key}; {@code #} begins a
 * comment, and empty lines count for nothing.
 */
public final class Keys {

    private static final String FORM = "a line is 'name role sha256-of-key'";

    private final List<Entry> entries;

    private Keys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    private record Entry(KeyHolder holder, Digest digest) {}

    /**
     * Reads keys.
     *
     * @param source what the text is called in errors
     * @throws InvalidKeysException naming the first line that is wrong
     */
    public static Keys parse(String text, String source) throws InvalidKeysException {
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> lineOfName = new HashMap<>();
        Map<String, Integer> lineOfDigest = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replaceFirst("#.*", "").strip();
            if (content.isEmpty()) {
                continue;
            }
            try {
                Entry entry = entry(content);
                refuseTwice("the name", lineOfName.put(entry.holder().name(), number));
                refuseTwice("the key", lineOfDigest.put(entry.digest().hex(), number));
                entries.add(entry);
            } catch (IllegalArgumentException e) {
                throw new InvalidKeysException(source + ", line " + number + ": " + e.getMessage());
            }
        }
        return new Keys(entries);
    }

    private static Entry entry(String content) {
        String[] words = content.split("\\s+");
        if (words.length != 3) {
            throw new IllegalArgumentException(FORM + ", and this one has " + words.length + " words");
        }
        Role role = Role.of(words[1]).orElseThrow(() -> new IllegalArgumentException("a role is viewer or operator"));
        return new Entry(new KeyHolder(words[0], role), Digest.ofHex(words[2]));
    }

    private static void refuseTwice(String what, Integer earlier) {
        if (earlier != null) {
            throw new IllegalArgumentException(what + " is in line " + earlier + " already");
        }
    }

    /** Whose key this is; empty when it is nobody's. Looks at all keys, whichever it is. */
    public Optional<KeyHolder> holder(String key) {
        Digest digest = Digest.ofKey(key);
        Optional<KeyHolder> holder = Optional.empty();
        for (Entry entry : entries) {
            if (entry.digest().matches(digest)) {
                holder = Optional.of(entry.holder());
            }
        }
        return holder;
    }

    /** All who have a key, in the order of the text. */
    public List<KeyHolder> holders() {
        return entries.stream().map(Entry::holder).toList();
    }

    /** The line of a key. */
    static String line(KeyHolder holder, Digest digest) {
        return holder.name() + " " + holder.role().word() + " " + digest.hex();
    }
}
