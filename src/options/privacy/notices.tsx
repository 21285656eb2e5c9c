import type { Bundle } from '#domain/notice/bundle';
import { isNewer } from '#domain/notice/newer';
import { formatMoment } from '#domain/i18n/format';
import { ownVersion } from '#platform/pages';
import { Icon } from '#ui/icons';
import { usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';
import { outcomeText } from './outcome-text.ts';
import { useNotices } from './use-notices.ts';

/** What the service has signed, in plain words; nothing, as long as it is not asked. */
export function Notices() {
  const t = useWords();
  const notices = useNotices();
  if (notices === null) return null;
  const { held, tried, next } = notices;
  const now = Date.now();
  return (
    <section class="notices" aria-labelledby="notices">
      <h3 id="notices">{t('notices.title')}</h3>
      <div role="status">
        {held === null && <p class="none">{t('notices.none')}</p>}
        {held?.expired && <p class="wrong">{t('notices.expired', { day: dayWords(t.locale, held.bundle.expires) })}</p>}
        {tried !== null && tried.outcome.kind !== 'answered' && (
          <p class={tried.outcome.kind === 'failed' ? 'wrong' : 'unit'}>
            {t('notices.tried', {
              when: formatMoment(t.locale, tried.at, now),
              what: outcomeText(t, tried.outcome),
            })}
          </p>
        )}
        {next > now && <p class="unit">{t('notices.next', { when: formatMoment(t.locale, next, now) })}</p>}
      </div>
      {held !== null && <Told bundle={held.bundle} />}
    </section>
  );
}

function Told({ bundle }: { bundle: Bundle }) {
  const t = useWords();
  const { privacy } = usePrivacy();
  const own = ownVersion();
  const { latest, policy, region, expires } = bundle;
  return (
    <>
      {isNewer(latest, own) ? (
        <p class="newer">
          <Icon name="warn" />
          {t('notices.newer', { latest, version: own })}
        </p>
      ) : (
        <p>{t('notices.newest', { version: own })}</p>
      )}
      {policy.version > privacy.consent.policy.version && <p>{t('notices.edition', { version: policy.version })}</p>}
      <ul>
        {bundle.notices
          .toSorted((a, b) => b.day.localeCompare(a.day))
          .map(({ id, kind, day, title, text }) => (
            <li key={id} class={kind}>
              <h4>{t(`notices.${kind}`, { title })}</h4>
              <span class="unit">{dayWords(t.locale, day)}</span>
              <p>{text}</p>
            </li>
          ))}
      </ul>
      <p class="unit">{t('notices.region', { region, day: dayWords(t.locale, expires) })}</p>
    </>
  );
}

/** A day for people: "Mar 1, 2027". @param day such as 2027-03-01 */
const dayWords = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));
