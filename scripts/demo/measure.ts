import { type Site, startSite } from '../../test/support/site/site.ts';
import { type Arrival, clickAndWait } from './click.ts';
import { demoFiles, demoRate, measuredFile } from './files.ts';

const bytes = demoFiles[measuredFile].size;
/** What one connection at the cap takes, s. */
const atFullRate = bytes / demoRate;

/** What `npm start -- --headless --json` prints. */
export interface Measurement {
  file: string;
  bytes: number;
  sha256: 'ok' | 'bad';
  /** From the click until the whole file lay in the Downloads folder, with the extension; null: it never did. */
  seconds: number | null;
  /** Most connections for the file at one time, as the server counted, in the extension's run. */
  connections: number;
  /** The same by the browser alone. */
  browserSeconds: number;
  /** browserSeconds / seconds. */
  speedup: number | null;
}

/**
 * Downloads the same file by the browser alone, then with the extension, each in a fresh profile.
 * @param say gets the progress, line by line
 * @throws when the browser alone does not get the file: then nothing is measured
 */
export async function measure(headless: boolean, say: (line: string) => void): Promise<Measurement> {
  const site = await startSite({ files: demoFiles, rate: demoRate });
  try {
    say(`${measuredFile} by the browser alone …`);
    const alone = await clickAndWait(site, measuredFile, bytes, { headless, build: null }, 3 * atFullRate);
    say(`  ${alone.seconds.toFixed(2)} s, hash ${alone.sha256}`);
    site.reset(measuredFile);
    say(`${measuredFile} with the extension …`);
    const ours = await withExtension(site, headless, 3 * alone.seconds, say);
    return summarize(alone.seconds, ours, site.log(measuredFile).peakConnections);
  } finally {
    await site.stop();
  }
}

async function withExtension(
  site: Site,
  headless: boolean,
  patience: number,
  say: (line: string) => void,
): Promise<Arrival | null> {
  try {
    const arrival = await clickAndWait(site, measuredFile, bytes, { headless, build: 'chrome-mv3-e2e' }, patience);
    say(`  ${arrival.seconds.toFixed(2)} s, hash ${arrival.sha256}`);
    return arrival;
  } catch (error) {
    // A result too, and the one the exit status is for.
    say(`  failed: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function summarize(browserSeconds: number, ours: Arrival | null, connections: number): Measurement {
  return {
    file: measuredFile,
    bytes,
    sha256: ours?.sha256 ?? 'bad',
    seconds: ours && round(ours.seconds),
    connections,
    browserSeconds: round(browserSeconds),
    speedup: ours && round(browserSeconds / ours.seconds),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
