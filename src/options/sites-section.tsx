import { useState } from 'preact/hooks';
import { normalizeSite } from '#domain/source/takeover';
import { Button, IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { AllowedSites } from './allowed-sites.tsx';
import { CallersSetting } from './callers-setting.tsx';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

/** Sites left alone, sites with lists of checksums, and sites that may be read. */
export function SitesSection({ allowed }: { allowed: readonly string[] }) {
  const t = useWords();
  return (
    <>
      <SiteList
        name="sitesLeftAlone"
        label={t('options.leftAlone')}
        text={t('options.leftAloneText')}
        field={t('options.siteField')}
      />
      <SiteList
        name="sitesAddedAtOnce"
        label={t('options.atOnce')}
        text={t('options.atOnceText')}
        field={t('options.atOnceField')}
      />
      <SiteList name="sumSites" label={t('options.sums')} text={t('options.sumsText')} field={t('options.sumsField')} />
      <SiteList
        name="knownTrackers"
        label={t('options.knownTrackers')}
        text={t('options.knownTrackersText')}
        field={t('options.trackerField')}
      />
      <AllowedSites first={allowed} />
      <CallersSetting />
    </>
  );
}

interface SiteListProps {
  readonly name: 'sitesLeftAlone' | 'sumSites' | 'knownTrackers' | 'sitesAddedAtOnce';
  readonly label: string;
  readonly text: string;
  /** Name of the field that adds to the list. */
  readonly field: string;
}

/** A setting that is a list of host names. */
function SiteList({ name, label, text, field }: SiteListProps) {
  const t = useWords();
  const { settings, change } = useSettings();
  const [draft, setDraft] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const sites = settings[name];
  const add = (event: Event) => {
    event.preventDefault();
    const site = normalizeSite(draft);
    if (site === null) return setWrong(t('options.siteBad'));
    if (sites.includes(site)) return setWrong(t('options.siteThere', { site }));
    setWrong(null);
    setDraft('');
    change(name, [...sites, site].toSorted());
  };
  const edit = (typed: string) => {
    setDraft(typed);
    setWrong(null);
  };
  return (
    <Setting name={name} label={label} text={text} wrong={wrong}>
      <form class="site-form" onSubmit={add}>
        <input
          id={`setting-${name}`}
          class="field"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label={field}
          aria-describedby={`about-${name}`}
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
                  name,
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
