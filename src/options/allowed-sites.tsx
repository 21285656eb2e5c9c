import { useState } from 'preact/hooks';
import { grantedSites, requestAllSites, revokeSite } from '#platform/site-access';
import { Button, IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { siteOfPattern } from './parse.ts';

/** The sites the user has allowed; each can be taken back, and all can be allowed at once. */
export function AllowedSites({ first }: { first: readonly string[] }) {
  const t = useWords();
  const [patterns, setPatterns] = useState(first);
  const [note, setNote] = useState<'options.notAllowed' | 'options.notTakenBack' | null>(null);
  const all = patterns.some((pattern) => siteOfPattern(pattern) === null);

  /** Waits for the browser's answer, then shows what is allowed now. */
  const settle = async (answer: Promise<boolean>, otherwise: 'options.notAllowed' | 'options.notTakenBack') => {
    const done = await answer.catch((error: unknown) => {
      // What was granted at install cannot be taken back: the browser throws.
      console.warn(error);
      return false;
    });
    setPatterns(await grantedSites());
    setNote(done ? null : otherwise);
  };
  return (
    <div class="setting">
      <div class="setting-words">
        <h3>{t('options.allowed')}</h3>
        <p>{t('options.allowedText')}</p>
      </div>
      <div class="setting-control">
        {!all && (
          <Button onPress={() => void settle(requestAllSites(), 'options.notAllowed')}>{t('options.allowAll')}</Button>
        )}
        {patterns.length === 0 && <p class="none">{t('options.noneAllowed')}</p>}
        <ul class="sites">
          {patterns.map((pattern) => {
            const site = siteOfPattern(pattern) ?? t('options.allSites');
            return (
              <li key={pattern}>
                {site}
                <IconButton
                  icon="cancel"
                  label={t('options.takeBack', { site })}
                  onPress={() => void settle(revokeSite(pattern), 'options.notTakenBack')}
                />
              </li>
            );
          })}
        </ul>
      </div>
      <div class="setting-outcome" aria-live="polite">
        {note && <p class="wrong">{t(note)}</p>}
      </div>
    </div>
  );
}
