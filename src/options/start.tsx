import { ownVersion } from '#platform/pages';
import { readSettingsStore } from '#platform/settings-store';
import { grantedSites } from '#platform/site-access';
import { drawPage } from '#ui/base';
import { Options } from './options.tsx';
import { optionsWords } from './words.ts';

/** Opens the options page with what is stored. */
export async function startOptions(): Promise<void> {
  const [settings, allowed] = await Promise.all([readSettingsStore(), grantedSites()]);
  drawPage(optionsWords, <Options settings={settings} allowed={allowed} version={ownVersion()} />);
}
