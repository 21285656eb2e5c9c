import type { Rule } from './source.ts';
import { clipboardUnread } from './rules/clipboard.ts';
import { noCycles } from './rules/cycles.ts';
import {
  fewCallers,
  fewDownloads,
  noLoads,
  noPageByItself,
  oneBrowserSwitch,
  pureDomain,
  twoDoors,
} from './rules/doors.ts';
import { noAny, noSilencedTools, noSwallowedErrors } from './rules/escapes.ts';
import { noSkippedTests, noSleepingTests } from './rules/honest-tests.ts';
import { layersOneWay } from './rules/layers.ts';
import { fileGuides, functionGuides, shallowFolders, shortFiles } from './rules/shape.ts';

/** What a rule is held against: the product, the tests, or all of the repository's TypeScript. */
type Scope = 'product' | 'tests' | 'all';

/** The house rules, by the sentence that each keeps. */
export const rules: Readonly<Record<string, { scope: Scope; rule: Rule }>> = {
  'imports go one way through the layers': { scope: 'product', rule: layersOneWay },
  'no import cycle, types included': { scope: 'product', rule: noCycles },
  'only the door contacts hosts': { scope: 'product', rule: twoDoors },
  'the doors have few callers': { scope: 'product', rule: fewCallers },
  'no page loads anything': { scope: 'product', rule: noLoads },
  'no page opens by itself': { scope: 'product', rule: noPageByItself },
  'nothing reads the clipboard': { scope: 'product', rule: clipboardUnread },
  'the browser downloads what the user chose': { scope: 'product', rule: fewDownloads },
  'one place knows which browser it is': { scope: 'product', rule: oneBrowserSwitch },
  'the domain has no clock and no dice': { scope: 'product', rule: pureDomain },
  'no file is too long': { scope: 'all', rule: shortFiles },
  'most files are short': { scope: 'product', rule: fileGuides },
  'most functions are short': { scope: 'product', rule: functionGuides },
  'folders are at most 4 deep': { scope: 'all', rule: shallowFolders },
  'no any': { scope: 'all', rule: noAny },
  'no silenced compiler, no silenced lint without a reason': { scope: 'all', rule: noSilencedTools },
  'no error is swallowed': { scope: 'all', rule: noSwallowedErrors },
  'no test is skipped': { scope: 'tests', rule: noSkippedTests },
  'no test sleeps': { scope: 'tests', rule: noSleepingTests },
};
