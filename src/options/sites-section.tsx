import { useState } from 'preact/hooks';
import { normalizeSite } from '#domain/source/takeover';
import { Button, IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { AllowedSites } from './allowed-sites.tsx';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

/** Sites left alone, and sites that may be read. */
export function SitesSection({ allowed }: { allowed: readonly string[] }) {
  return (
    <>
      <SitesLeftAlone />
      <AllowedSites first={allowed} />
    </>
  );
}

function SitesLeftAlone() {
  const t = useWords();
  const { settings, change } = useSettings();
  const [draft, setDraft] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const sites = settings.sitesLeftAlone;
  const add = (event: Event) => {
    event.preventDefault();
    const site = normalizeSite(draft);
    if (site === null) return setWrong(t('options.siteBad'));
    if (sites.includes(site)) return setWrong(t('options.siteThere', { site }));
    setWrong(null);
    setDraft('');
    change('sitesLeftAlone', [...sites, site].toSorted());
  };
  const edit = (text: string) => {
    setDraft(text);
    setWrong(null);
  };
  return (
    <Setting name="sitesLeftAlone" label={t('options.leftAlone')} text={t('options.leftAloneText')} wrong={wrong}>
      <form class="site-form" onSubmit={add}>
        <input
          id="setting-sitesLeftAlone"
          class="field"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label={t('options.siteField')}
          aria-describedby="about-sitesLeftAlone"
          aria-invalid={wrong !== null}
          placeholder="example.org"
          value={draft}
          onInput={(event) => edit(event.currentTarget.value)}
        />
        <Button onPress={add}>{t('options.siteAdd')}</Button>
      </form>
      {sites.length === 0 && <p class="none">{t('options.noneLeftAlone')}</p>}
      <ul class="sites">
        {sites.map((site) => (
          <li key={site}>
            {site}
            <IconButton
              icon="cancel"
              label={t('options.siteRemove', { site })}
              onPress={() =>
                change(
                  'sitesLeftAlone',
                  sites.filter((other) => other !== site),
                )
              }
            />
          </li>
        ))}
      </ul>
    </Setting>
  );
}
