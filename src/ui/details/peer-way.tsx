import { useEffect, useState } from 'preact/hooks';
import { defaultSettings, type Settings } from '#domain/settings/settings';
import { hostOfPeerServer, isRelay, peerServerOf, viaOf, type PeerServer, type Via } from '#domain/swarm/peer-server';
import { readSettingsStore } from '#platform/settings-store';
import { useWords } from '../words.tsx';

/** How peers are to be met: by the server that the user has set, if any. */
export interface Way {
  readonly server: PeerServer | null;
  readonly relayOnly: boolean;
  readonly choose: (relayOnly: boolean) => void;
  /** What the user agrees to by what is shown now. */
  readonly via: Via | null;
}

export function useWay(): Way {
  // Until it is known what is set, nobody is asked, and nobody is named.
  const [settings, setSettings] = useState<Settings>(defaultSettings);
  useEffect(() => {
    readSettingsStore().then(setSettings).catch(console.error);
  }, []);
  const via = viaOf(settings);
  return {
    server: peerServerOf(settings),
    relayOnly: via?.relayOnly ?? false,
    choose: (relayOnly) => setSettings((known) => ({ ...known, relayOnly })),
    via,
  };
}

/** Said before the first contact (PT3, PT4): the server by which peers find a way, and what it learns; whether it alone is used. */
export function PeerWay({ way: { server, relayOnly, choose } }: { way: Way }) {
  const t = useWords();
  if (server === null) return <p>{t('swarm.noRelay')}</p>;
  const host = hostOfPeerServer(server.url);
  if (!isRelay(server.url)) return <p>{t('swarm.addressServer', { host })}</p>;
  return (
    <>
      <p>{t('swarm.relay', { host })}</p>
      <label class="card-next">
        {t('swarm.way')}
        <select
          class="field"
          aria-label={t('swarm.way')}
          value={relayOnly ? 'relay' : 'direct'}
          onChange={(event) => choose(event.currentTarget.value === 'relay')}
        >
          <option value="direct">{t('swarm.way.direct')}</option>
          <option value="relay">{t('swarm.way.relay')}</option>
        </select>
      </label>
      {relayOnly && <p>{t('swarm.relayOnly')}</p>}
    </>
  );
}
