import './privacy.css';
import './switch.css';
import { timesOf } from '#domain/policy/clause';
import { partyNames } from '#domain/policy/party';
import type { Purpose, PurposeId } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import { wireOf } from '#domain/policy/request';
import { unbuilt } from '#domain/policy/unbuilt';
import { useWords } from '../words.tsx';
import { isGranted, usePrivacy } from './use-privacy.tsx';

/** One purpose: its switch, and everything there is to know before it is used. Greyed with the reason where it cannot be. */
export function PurposeSwitch({ id }: { id: PurposeId }) {
  const t = useWords();
  const { privacy, set } = usePrivacy();
  const purpose: Purpose = purposes[id];
  const reason = useReason(id);
  const granted = isGranted(privacy, id);
  return (
    <div class="setting">
      <div class="setting-words">
        <label for={`purpose-${id}`}>{t(purposes[id].label)}</label>
        <p id={`purpose-about-${id}`}>{t(purposes[id].description)}</p>
        {reason !== null && (
          <p id={`purpose-why-not-${id}`} class="why-not">
            {reason}
          </p>
        )}
      </div>
      <div class="setting-control">
        <input
          id={`purpose-${id}`}
          class="switch"
          type="checkbox"
          role="switch"
          aria-describedby={`purpose-about-${id}${reason === null ? '' : ` purpose-why-not-${id}`}`}
          disabled={reason !== null && !granted}
          checked={granted}
          onChange={(event) => set(id, event.currentTarget.checked)}
        />
      </div>
      <details class="purpose-facts">
        <summary>{t('privacy.whatIsSent')}</summary>
        <Facts purpose={purpose} />
      </details>
    </div>
  );
}

/** Whether what it is for is asked of the service; torrents ask trackers and peers. */
const asksService = (id: PurposeId): boolean =>
  Object.values(purposes[id].calls).some(({ endpoint }) => endpoint !== null);

/** Why it cannot be switched on; null: it can. */
function useReason(id: PurposeId): string | null {
  const t = useWords();
  const { privacy } = usePrivacy();
  if (unbuilt.includes(id)) return t('privacy.unbuilt');
  if (privacy.consent.standing !== 'accepted') return t('privacy.acceptFirst');
  return privacy.address === '' && asksService(id) ? t('privacy.serviceFirst') : null;
}

function Facts({ purpose }: { purpose: Purpose }) {
  const t = useWords();
  return (
    <dl>
      {Object.entries(purpose.calls).map(([name, call]) => (
        <div key={name}>
          <dt>{call.title}</dt>
          {Object.entries(call.fields).map(([field, text]) => (
            <dd key={field}>
              <code>{field}</code> {text}
            </dd>
          ))}
          <dd>
            {t('privacy.example')} <code>{exampleOf(call)}</code>
          </dd>
        </div>
      ))}
      {purpose.receivers.map(({ who, sees }) => (
        <div key={who}>
          <dt>{partyNames[who]}</dt>
          <dd>{sees}</dd>
        </div>
      ))}
      {timesOf(purpose).map(({ term, items }) => (
        <div key={term}>
          <dt>{term}</dt>
          {items.map((item) => (
            <dd key={item}>{item}</dd>
          ))}
        </div>
      ))}
      <div>
        <dt>{t('privacy.promises')}</dt>
        <dd>{purpose.promises.join(', ')}</dd>
      </div>
    </dl>
  );
}

/** The literal next payload, or one like it. */
function exampleOf({ endpoint, example }: Purpose['calls'][string]): string {
  if (endpoint === null) return JSON.stringify(example);
  const { method, path, body } = wireOf(endpoint, example);
  return `${method} ${path}${body === null ? '' : ` ${body}`}`;
}
