package org.deconas.experiments.rest;

/**
 * Which part of a list.
 *
 * @param limit how many at most, from 1 to 1000
 * @param offset how many to pass over, from 0
 */
record PageRequest(int limit, int offset) {

    static PageRequest of(String limit, String offset) {
        return new PageRequest(number("limit", limit, 1, 1000), number("offset", offset, 0, Integer.MAX_VALUE));
    }

    static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number that is out of range is.
        }
        throw new ProblemException(
                400, name + " is '" + value + "', but must be a whole number from " + least + " to " + most);
    }
}
