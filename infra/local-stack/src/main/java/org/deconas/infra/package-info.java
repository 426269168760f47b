/** The embedded local stack: a real Kafka broker and a real PostgreSQL server, started without installing either. */
package org.deconas.infra;
