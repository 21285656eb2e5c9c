import { browser } from './browser.ts';

const name = 'revive';
const startName = 'start';
const contactName = 'contact';

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

/** One alarm for the next call to the service. @param at ms since 1970; null: nothing is granted that needs one, so there is none */
export async function setContactAlarm(at: number | null): Promise<void> {
  if (at === null) await browser.alarms.clear(contactName);
  else void browser.alarms.create(contactName, { when: at });
}

/** Calls back when it rings. */
export function onContactAlarm(callback: () => void): void {
  browser.alarms.onAlarm.addListener(({ name: rung }) => {
    if (rung === contactName) callback();
  });
}

/** So often the browser must be called, or it ends an idle background, ms. */
const sign = 20_000;

/** Keeps the background from being ended while it waits for an answer. @returns what lets go of it */
export function stayAwake(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), sign);
  return () => clearInterval(timer);
}
