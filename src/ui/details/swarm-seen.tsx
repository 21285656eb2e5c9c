import { tellsTrackers } from '#platform/tracker-sockets';
import { useWords } from '../words.tsx';

/** What trackers and peers will see, said before they do (PT3, PT4). */
export function SwarmSeen() {
  const t = useWords();
  return (
    <>
      <p>{t('swarm.seenByBoth')}</p>
      <p>{t(tellsTrackers ? 'swarm.handshake' : 'swarm.noHandshake')}</p>
    </>
  );
}
