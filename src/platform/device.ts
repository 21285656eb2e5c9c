import type { Facts } from '#domain/stats/truths';
import { browser } from './browser.ts';

/** What anonymous statistics may ask of the program and its surroundings. */
export async function readDevice(): Promise<Pick<Facts, 'version' | 'language' | 'system'>> {
  return {
    version: browser.runtime.getManifest().version,
    language: browser.i18n.getUILanguage(),
    system: (await browser.runtime.getPlatformInfo()).os,
  };
}
