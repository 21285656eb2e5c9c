import { isMagnet } from '#domain/swarm/magnet-type';
import { linkTo } from '#domain/task/link-to';
import { newId } from '#platform/clock';
import { ensureEngine } from '#platform/engine-host/index';
import { showPopup } from '#platform/pages';
import { callEngine } from './call-engine.ts';
import { isAccepted } from './task-consent.ts';

/** Its task asks before anybody is contacted: it is shown where the browser lets us, and by the badge. Nothing comes of it before the policy is accepted. */
export async function openMagnet(url: string): Promise<void> {
  if (!isMagnet(url) || !(await isAccepted())) return;
  await ensureEngine();
  await callEngine('task.add', {
    id: newId(),
    source: linkTo(url),
    hint: null,
    downloadId: null,
    tabId: null,
    continues: null,
  });
  await showPopup();
}
