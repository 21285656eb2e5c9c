import { browser } from './browser.ts';

const name = 'revive';
const startName = 'start';

/** While tasks are unfinished, an alarm a minute makes sure that the engine page is there when they can go on; else there is none. */
export async function setReviveAlarm(wanted: boolean): Promise<void> {
  if (!wanted) {
    await browser.alarms.clear(name);
  } else if (!(await browser.alarms.get(name))) {
    void browser.alarms.create(name, { periodInMinutes: 1 });
  }
}

/** While the engine page sleeps, one alarm wakes it for what waits for a time. @param at ms since 1970; Infinity: there is no such alarm */
export async function setStartAlarm(at: number): Promise<void> {
  if (at === Number.POSITIVE_INFINITY) await browser.alarms.clear(startName);
  else void browser.alarms.create(startName, { when: at });
}

/** Calls back when one of the alarms rings. */
export function onAlarm(callback: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name || alarm.name === startName) callback();
  });
}
