import { chromium, type Browser, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A person at a screen: a context of their own, so that nobody shares a session. */
export interface Seat {
  language?: 'en' | 'zh-CN';
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** what the computer thinks where it stands; this machine's unless said */
  timezone?: string;
}

export interface TestBrowser {
  sit: (seat?: Seat) => Promise<Page>;
  close: () => Promise<void>;
}

/** Debian's Chromium, driven headless. Errors that a page throws fail whoever closes the browser. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser: Browser = await chromium.launch({ executablePath, args: ARGS });
  const thrown: Error[] = [];
  return {
    sit: async ({ language = 'en', scheme = 'light', width = 1920, height = 1080, timezone } = {}) => {
      const context = await browser.newContext({
        locale: language,
        colorScheme: scheme,
        viewport: { width, height },
        ...(timezone !== undefined && { timezoneId: timezone }),
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => thrown.push(error));
      page.setDefaultTimeout(15_000);
      return page;
    },
    close: async () => {
      await browser.close();
      if (thrown.length > 0) throw new AggregateError(thrown, 'a page has thrown errors');
    },
  };
}
