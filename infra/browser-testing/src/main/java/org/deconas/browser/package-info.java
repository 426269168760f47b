/** A real browser for tests of the services' pages: Chromium, driven by Playwright, with axe-core for accessibility. */
package org.deconas.browser;
