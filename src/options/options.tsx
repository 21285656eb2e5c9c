import './options.css';
import type { ComponentChildren } from 'preact';
import type { Settings } from '#domain/settings/settings';
import { Mark } from '#ui/icons';
import { PrivacyProvider, usePrivacyControl, type Privacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';
import { AfterSection } from './after-section.tsx';
import { DiagnoseSection } from './diagnose-section.tsx';
import { DownloadsSection } from './downloads-section.tsx';
import { LanguageSetting } from './language-setting.tsx';
import { PrivacySection } from './privacy/privacy-section.tsx';
import { SitesSection } from './sites-section.tsx';
import { SpeedSection } from './speed-section.tsx';
import { SettingsProvider, useSettingsControl } from './use-settings.ts';

interface OptionsProps {
  readonly settings: Settings;
  readonly privacy: Privacy;
  /** Match patterns of the sites that may be read. */
  readonly allowed: readonly string[];
  readonly version: string;
}

const sections = ['downloads', 'speed', 'sites', 'after', 'privacy', 'language', 'diagnose', 'about'] as const;

/** The options page: a change applies at once and can be undone; there is no Save button. */
export function Options({ settings, privacy, allowed, version }: OptionsProps) {
  const t = useWords();
  const control = useSettingsControl(settings);
  const privacyControl = usePrivacyControl(privacy);
  return (
    <SettingsProvider value={control}>
      <div class="page">
        <nav aria-label={t('options.sections')}>
          <p class="brand">
            <Mark />
            {t('app.name')}
          </p>
          <ul>
            {sections.map((section) => (
              <li key={section}>
                <a href={`#${section}`}>{t(`options.${section}`)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          <h1>{t('options.title')}</h1>
          <Section id="downloads">
            <DownloadsSection />
          </Section>
          <Section id="speed">
            <SpeedSection />
          </Section>
          <Section id="sites">
            <SitesSection allowed={allowed} />
          </Section>
          <Section id="after">
            <AfterSection />
          </Section>
          <Section id="privacy">
            <PrivacyProvider value={privacyControl}>
              <PrivacySection />
            </PrivacyProvider>
          </Section>
          <Section id="language">
            <LanguageSetting />
          </Section>
          <Section id="diagnose">
            <DiagnoseSection />
          </Section>
          <Section id="about">
            <p class="about">{t('options.version', { version })}</p>
            <p class="about">{t('options.promise')}</p>
            <p class="about">{t('options.licence')}</p>
          </Section>
        </main>
      </div>
    </SettingsProvider>
  );
}

function Section({ id, children }: { id: (typeof sections)[number]; children: ComponentChildren }) {
  const t = useWords();
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(`options.${id}`)}</h2>
      {children}
    </section>
  );
}
