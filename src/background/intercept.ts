import { PerseidError } from '#domain/error';
import { isLimited } from '#domain/limit/limits';
import type { Settings } from '#domain/settings/settings';
import type { Lesson } from '#domain/source/lesson';
import { mayBeChosen } from '#domain/source/leave-reason';
import { decideTakeover, isOpened, isWebLink, type Candidate } from '#domain/source/takeover';
import {
  findItem,
  isByOther,
  isDefaultPartition,
  isHeldBack,
  onItemCreated,
  type Item,
} from '#platform/browser-download';
import { baseName, isExport } from '#platform/browser-items';
import { newId, wait } from '#platform/clock';
import { holdAnswers, setHolding } from '#platform/engine-host/held-answers';
import { ensureEngine } from '#platform/engine-host/index';
import { readLesson } from '#platform/lesson-store';
import { isSlow } from '#platform/local-time';
import { noteLeft, readLeft } from '#platform/left-store';
import { asksForPassword, observedRequest, type ObservedRequest } from '#platform/observed-requests';
import { pageOf } from '#platform/pages';
import { readSettingsStore } from '#platform/settings-store';
import { hasAccess } from '#platform/site-access';
import { callEngine } from './call-engine.ts';
import { takeBypass } from './bypass.ts';
import { noteDecided, takeDecided } from './decided.ts';
import { isAccepted } from './task-consent.ts';

/** So long the browser may take to name a file, and to tell its size, ms; longer to name it means that it asks the user where to save it. */
const namingTime = 1000;
/** So long the engine may take to store the task, ms. */
const engineTime = 5000;
const pollTime = 10;
/** So often it is looked for a request that is told of after its download: Firefox tells of them in any order. */
const looksForRequest = 30;

/** Looks at every download the browser begins. The browser's own item runs on in any case. */
export function watchNewDownloads(): void {
  holdAnswers(considerHeld);
  void updateHolding();
  onItemCreated((item) => {
    // At its start the browser also announces the old items of its list.
    if (item.state === 'in_progress' && !item.incognito && !isExport(item)) void consider(item);
  });
}

/** To be called when the settings have changed: to hold answers costs every page that is opened a moment. */
export async function updateHolding(): Promise<void> {
  const { takeover, torrents } = await readSettingsStore();
  if (takeover === 'always') setHolding('all');
  else setHolding(torrents ? 'torrents' : 'none');
}

/**
 * Offers the answer to the engine before the browser makes a download of it. What is not offered is looked at again when the browser lists it, or is known by then.
 * @returns whether it was offered
 */
async function considerHeld(answer: Item): Promise<boolean> {
  if (!(await isAccepted())) return false;
  const settings = await readSettingsStore();
  const bypassed = await takeBypass([firstUrlOf(answer), finalUrlOf(answer)], settings.bypassKey);
  if (bypassed) noteDecided(answer.url, 'key-held');
  const candidate = await candidateOf(answer, bypassed, settings);
  const wanted = settings.takeover === 'always' || isOpened(candidate, settings);
  if (!wanted || decideTakeover(candidate, settings).kind === 'leave') return false;
  try {
    await offer(answer, candidate);
    return true;
  } catch (error) {
    console.error('takeover:', error);
    noteDecided(answer.url, 'engine-silent');
    return false;
  }
}

/** Offers the item to the engine, or notes why it stays with the browser. */
async function consider(created: Item): Promise<void> {
  if (!isWebLink(created.url)) return noteLeft(created.id, 'scheme');
  const decided = takeDecided(created.url);
  if (decided !== null) return noteLeft(created.id, decided);
  if (!(await isAccepted())) return noteLeft(created.id, 'not-accepted');
  const settings = await readSettingsStore();
  await untilObserved(created);
  const bypassed = await takeBypass([firstUrlOf(created), finalUrlOf(created)], settings.bypassKey);
  await warmUp(created, bypassed, settings);
  const item = await named(created);
  if (item !== null) await decide(item, await candidateOf(item, bypassed, settings), settings);
}

/** The user chose to take over a download that only his word was wanted for, or that is as fast alone. All else was found good before. */
export async function takeChosen(downloadId: number): Promise<void> {
  const [item, left, settings] = await Promise.all([findItem(downloadId), readLeft(), readSettingsStore()]);
  const reason = left.get(downloadId)?.reason;
  if (item === null || reason === undefined || !mayBeChosen(reason)) return;
  const candidate = await candidateOf(item, false, settings);
  await decide(item, { ...candidate, method: 'GET', chosen: true }, settings);
}

/** The reason is noted also where the browser was done sooner than we looked: it is told in any case, or in none. */
async function decide(item: Item, candidate: Candidate, settings: Settings): Promise<void> {
  const decision = decideTakeover(candidate, settings);
  if (decision.kind === 'leave') return noteLeft(item.id, decision.reason, sitesOf(candidate));
  if (isOver(item, settings)) return;
  try {
    await offer(item, candidate);
  } catch (error) {
    console.error('takeover:', error);
    await noteLeft(item.id, 'engine-silent');
  }
}

/** Opens the engine page while the browser still names the file, if by what is known so far it will be wanted. */
async function warmUp(item: Item, bypassed: boolean, settings: Settings): Promise<void> {
  const candidate = { ...(await candidateOf(item, bypassed, settings)), asksWhere: false };
  if (decideTakeover(candidate, settings).kind === 'take') void ensureEngine();
}

async function offer(item: Item, candidate: Candidate): Promise<void> {
  const id = newId();
  const observed = observationOf(item);
  const tabId = observed?.tabId ?? null;
  const page = (await pageOf(tabId, observed?.initiator ?? null)) ?? candidate.siteUrl;
  const added = (async () => {
    await ensureEngine();
    await callEngine('task.add', {
      id,
      source: { url: candidate.url, finalUrl: candidate.finalUrl, referrer: referrerOf(item), page },
      hint: {
        name: candidate.name,
        mime: candidate.mime,
        size: candidate.size,
        validator: observed?.validator ?? null,
      },
      downloadId: item.id,
      tabId,
      continues: null,
      chosen: candidate.chosen,
    });
  })();
  const late = wait(engineTime, AbortSignal.timeout(2 * engineTime)).then(() => {
    throw new PerseidError('internal', { message: 'no answer from the engine page' });
  });
  await Promise.race([added, late]);
}

/** Resolves when the item's request was seen, or will not be any more. */
async function untilObserved(item: Item): Promise<void> {
  if (!(await hasAccess(finalUrlOf(item)))) return;
  for (let looks = 0; looks < looksForRequest && !observationOf(item); looks++)
    await wait(pollTime, AbortSignal.timeout(namingTime));
}

/** The item once the browser has told its name and size, or as it is after `namingTime`; null when it is gone. */
async function named(created: Item): Promise<Item | null> {
  let item: Item | null = created;
  const begun = Date.now();
  while (item !== null && waiting(item) && Date.now() - begun < namingTime) {
    await wait(pollTime, AbortSignal.timeout(namingTime));
    item = await findItem(created.id);
  }
  return item;
}

/** Nothing is left to take over. What describes other files is so small that it mostly has come already: it is opened all the same. */
function isOver({ state, mime, filename: name }: Item, settings: Settings): boolean {
  return state === 'interrupted' || (state === 'complete' && !isOpened({ mime: mime ?? null, name }, settings));
}

/** Firefox lists a download before it knows its size; where its request was seen that has told it, or that there is none. */
function waiting(item: Item): boolean {
  const isSized = item.totalBytes > 0 || observationOf(item) !== null;
  return item.state === 'in_progress' && (item.filename === '' || !isSized);
}

async function candidateOf(item: Item, bypassed: boolean, settings: Settings): Promise<Candidate> {
  const finalUrl = finalUrlOf(item);
  const observed = observationOf(item);
  const [access, finalAccess, authenticated, lesson] = await Promise.all([
    hasAccess(firstUrlOf(item)),
    hasAccess(finalUrl),
    asksForPassword(finalUrl),
    lessonOf(finalUrl),
  ]);
  return {
    url: firstUrlOf(item),
    finalUrl,
    method: observed?.method ?? null,
    byOtherExtension: isByOther(item),
    incognito: item.incognito,
    // An address may be asked for in several at once: the item knows its own.
    defaultPartition: isDefaultPartition(item) && observed?.defaultPartition !== false,
    // Firefox lists a download before it knows its size.
    size: item.totalBytes > 0 ? item.totalBytes : (observed?.size ?? null),
    mime: item.mime || null,
    name: item.filename === '' ? null : baseName(item.filename),
    flagged: isHeldBack(item),
    bypassed,
    authenticated,
    hasAccess: access && finalAccess,
    asksWhere: item.filename === '',
    siteUrl: item.referrer || null,
    fastAlone: lesson?.pays === false && !isLimited(settings, new URL(finalUrl).hostname, isSlow(settings, Date.now())),
    chosen: false,
  };
}

/** What is not known, because it cannot be read either, is tried. */
async function lessonOf(url: string): Promise<Lesson | null> {
  if (!URL.canParse(url)) return null;
  return readLesson(new URL(url).host, Date.now()).catch((error: unknown) => {
    console.error('lessons:', error);
    return null;
  });
}

function finalUrlOf(item: Item): string {
  return item.finalUrl ?? item.url;
}

/** Where redirects began; Firefox lists where they led. */
function firstUrlOf(item: Item): string {
  return observationOf(item)?.firstUrl ?? item.url;
}

/** What was sent as Referer; null: nothing. */
function referrerOf(item: Item): string | null {
  const sent = observationOf(item)?.referrer;
  return sent === undefined ? item.referrer || null : sent;
}

function observationOf(item: Item): ObservedRequest | null {
  return observedRequest(finalUrlOf(item), Date.parse(item.startTime));
}

/** The hosts that access would have to be asked for. */
function sitesOf({ url, finalUrl, siteUrl }: Candidate): string[] {
  const addresses = [url, finalUrl, ...(siteUrl === null ? [] : [siteUrl])].filter((a) => URL.canParse(a));
  return [...new Set(addresses.map((a) => new URL(a).hostname))].filter((host) => host !== '');
}
