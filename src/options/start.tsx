import { ownVersion } from '#platform/pages';
import { readSettingsStore } from '#platform/settings-store';
import { grantedSites } from '#platform/site-access';
import { drawPage } from '#ui/base';
import { readPrivacy } from '#ui/privacy/use-privacy';
import { Options } from './options.tsx';
import { optionsWords } from './words.ts';

/** Opens the options page with what is stored. */
export async function startOptions(): Promise<void> {
  await drawPage(optionsWords, 'options.title', async () => {
    const [settings, allowed, privacy] = await Promise.all([readSettingsStore(), grantedSites(), readPrivacy()]);
    return <Options settings={settings} privacy={privacy} allowed={allowed} version={ownVersion()} />;
  });
}
