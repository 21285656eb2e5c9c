/// <reference types="chrome" />
import { expect, it } from 'vitest';
import { listingIn } from '../../scripts/steps/listing.ts';
import { browserName } from '../support/browser/browser-name.ts';
import { Stage } from './stage.ts';

/** Firefox comes in one language; the others are packs that are fetched. */
const spoken = browserName === 'firefox' ? (['en'] as const) : (['en', 'de', 'pt'] as const);
const regions = { en: 'en-US', de: 'de', pt: 'pt-BR' } as const;

it.each(spoken)('the browser says what the extension is in its own language (%s)', async (language) => {
  const region = regions[language];
  const stage = await Stage.open({
    accept: false,
    extraArgs: [`--lang=${region}`],
    env: { LANGUAGE: region.replace('-', '_') },
  });
  const page = await stage.control();
  expect(await page.evaluate(() => chrome.runtime.getManifest().description)).toBe(listingIn(language).summary);
  await stage.close();
});
