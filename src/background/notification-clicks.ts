import { showInFolder } from '#platform/downloads-folder';
import { onNotificationClicked } from '#platform/notify';
import { openPage } from '#platform/pages';

/** A click on a notification shows the file in its folder, or else the page with what needs the user. Must be called in the background's first turn. */
export function watchNotifications(): void {
  onNotificationClicked((id) => void clicked(id));
}

async function clicked(id: string): Promise<void> {
  const [, downloadId] = /^saved:(\d+)$/.exec(id) ?? [];
  const shown = downloadId === undefined ? 'nothing' : await showInFolder(Number(downloadId));
  if (shown !== 'shown') openPage('manager.html');
}
