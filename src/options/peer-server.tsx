import { isRelay, readPeerServer } from '#domain/swarm/peer-server';
import { useWords } from '#ui/words';
import { SwitchSetting } from './switch-setting.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';
import { useSettings } from './use-settings.ts';

/** The server by which torrents' peers find a way, none by default; a relay asks for a name and a password. */
export function PeerServerSetting() {
  const t = useWords();
  const { settings } = useSettings();
  const readServer = (text: string): Reading<string> => {
    const url = text.trim() === '' ? '' : readPeerServer(text);
    return url === null ? { wrong: t('options.peerServerBad') } : { value: url };
  };
  return (
    <>
      <TextSetting
        name="peerServer"
        label={t('options.peerServer')}
        text={t('options.peerServerText')}
        show={(url) => url}
        read={readServer}
        hint={t('options.peerServerNone')}
      />
      {isRelay(settings.peerServer) && (
        <>
          <TextSetting
            name="peerServerName"
            label={t('options.peerServerName')}
            text={t('options.peerServerNameText')}
            show={(name) => name}
            read={(text) => ({ value: text.trim() })}
          />
          <TextSetting
            name="peerServerSecret"
            label={t('options.peerServerSecret')}
            text={t('options.peerServerSecretText')}
            show={(password) => password}
            read={(text) => ({ value: text })}
            secret
          />
          <SwitchSetting name="relayOnly" label={t('options.relayOnly')} text={t('options.relayOnlyText')} />
        </>
      )}
    </>
  );
}
