import { useEffect, useState } from 'preact/hooks';
import { callPrivacy } from '#platform/privacy-client';
import type { ResponseOf } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import { isGranted, usePrivacy } from '#ui/privacy/use-privacy';

type Notices = ResponseOf<typeof privacyApi, 'notices.read'>;

/** While the first answer is waited for it is looked again after this time, ms. */
const pace = 1000;

/** What the service has signed, and what came of the last try; null: it is not asked, or not read yet. */
export function useNotices(): Notices | null {
  const { privacy } = usePrivacy();
  const [notices, setNotices] = useState<Notices | null>(null);
  const isOn = isGranted(privacy, 'updates');
  useEffect(() => {
    let timer = 0;
    let current = true;
    const look = async (): Promise<void> => {
      const found = await callPrivacy('notices.read', {});
      if (!current) return;
      setNotices(found);
      const isOpen = found.tried === null || found.tried.outcome.kind === 'begun';
      if (isOpen) timer = window.setTimeout(() => void look(), pace);
    };
    if (isOn) void look();
    else setNotices(null);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
    // How things stand is read anew when the user comes back to the page: then this is, too.
  }, [isOn, privacy]);
  return notices;
}
