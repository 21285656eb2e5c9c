import { browser } from './browser.ts';

const name = 'revive';

/** While tasks are unfinished, an alarm a minute makes sure that the engine page is there when they can go on; else there is none. */
export async function setReviveAlarm(wanted: boolean): Promise<void> {
  if (!wanted) {
    await browser.alarms.clear(name);
  } else if (!(await browser.alarms.get(name))) {
    void browser.alarms.create(name, { periodInMinutes: 1 });
  }
}

/** Calls back when the alarm rings. */
export function onReviveAlarm(callback: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) callback();
  });
}
