/** Kafka and PostgreSQL in containers, for integration tests that are run with {@code -Pcontainers}. */
package org.deconas.containers;
